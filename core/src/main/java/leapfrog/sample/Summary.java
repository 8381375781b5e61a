package leapfrog.sample;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leapfrog.diagnose.NestedRhat;
import leapfrog.diagnose.QuantitySummary;
import leapfrog.diagnose.Superchains;

/**
 * Summarises every quantity of a fit, each from its own draws alone: in parallel if draws are in memory; if they are stored, one at a time, so
 * that no more than one quantity has to fit.
 */
public final class Summary {
    private Summary() {}

    /** One row a quantity, in the order of {@link Draws#names()}. */
    public static List<SummaryRow> of(Draws draws) {
        return of(draws, Optional.empty());
    }

    /** One row a quantity, with nested R-hat where the fit is judged by it. */
    public static List<SummaryRow> of(Fit fit) {
        return of(fit.draws(), fit.superchains());
    }

    private static List<SummaryRow> of(Draws draws, Optional<Superchains> superchains) {
        List<String> names = draws.names();
        IntStream columns = IntStream.range(0, names.size());
        return (draws.inMemory() ? columns.parallel() : columns)
                .mapToObj(column -> row(names.get(column), draws.quantity(column), superchains))
                .toList();
    }

    private static SummaryRow row(String name, double[][] chains, Optional<Superchains> superchains) {
        QuantitySummary summary = QuantitySummary.of(chains);
        return new SummaryRow(
                name,
                summary.mean(),
                summary.sd(),
                summary.q5(),
                summary.q25(),
                summary.q50(),
                summary.q75(),
                summary.q95(),
                summary.mcseMean(),
                summary.mcseSd(),
                summary.essBulk(),
                summary.essTail(),
                summary.rhat(),
                superchains.map(of -> NestedRhat.ranked(chains, of)).orElse(Double.NaN));
    }
}
