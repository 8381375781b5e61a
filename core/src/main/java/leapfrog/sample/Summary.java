package leapfrog.sample;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leapfrog.diagnose.NestedRhat;
import leapfrog.diagnose.QuantitySummary;
import leapfrog.diagnose.Scratch;
import leapfrog.diagnose.Superchains;

/**
 * Summarises every quantity of a fit, each from its own draws alone: in parallel if draws are in memory; if they are stored, one at a time, so
 * that no more than one quantity has to fit.
 */
public final class Summary {
    /** Neighbouring quantities that one thread summarises, one after another. */
    private static final int BLOCK = 16;

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
        IntStream blocks = IntStream.range(0, Math.ceilDiv(names.size(), BLOCK));
        return (draws.inMemory() ? blocks.parallel() : blocks)
                .boxed()
                .flatMap(block -> {
                    Scratch scratch = new Scratch();
                    return IntStream.range(block * BLOCK, Math.min((block + 1) * BLOCK, names.size()))
                            .mapToObj(column -> row(names.get(column), draws.quantity(column), superchains, scratch));
                })
                .toList();
    }

    private static SummaryRow row(String name, double[][] chains, Optional<Superchains> superchains, Scratch scratch) {
        QuantitySummary summary = QuantitySummary.of(chains, scratch);
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
