package leapfrog.sample;

import java.util.List;
import java.util.stream.IntStream;
import leapfrog.diagnose.QuantitySummary;

/** Summarises every quantity of a fit; quantities are judged in parallel, each from its own draws alone. */
public final class Summary {
    private Summary() {}

    /** One row a quantity, in the order of {@link Draws#names()}. */
    public static List<SummaryRow> of(Draws draws) {
        List<String> names = draws.names();
        return IntStream.range(0, names.size())
                .parallel()
                .mapToObj(column -> row(names.get(column), QuantitySummary.of(draws.quantity(column))))
                .toList();
    }

    private static SummaryRow row(String name, QuantitySummary summary) {
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
                summary.rhat());
    }
}
