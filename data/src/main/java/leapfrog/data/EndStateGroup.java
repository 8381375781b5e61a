package leapfrog.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.Metric;

/**
 * Writes and reads the group {@code end_state}: all that continues the chains bitwise. Equal metrics are stored once; the counter
 * {@code metric} says which is a chain's. Scalars share an array, for small files are what a small fit waits for.
 */
final class EndStateGroup {
    static final String NAME = "end_state";

    private static final List<String> SCALARS = List.of(
            "step_size", "adaptation_mu", "adaptation_error_mean", "adaptation_log_step", "adaptation_log_step_mean");
    private static final List<String> COUNTERS = List.of("chain", "transition", "adaptation_count", "metric");

    private EndStateGroup() {}

    static void write(ZarrWriter zarr, List<ChainState> states) throws IOException {
        int chains = states.size();
        int dimension = chains == 0 ? 0 : states.getFirst().position().length;
        zarr.array(
                NAME,
                "position",
                ZarrArray.rows(
                        List.of("chain", "coordinate"),
                        new int[] {chains, dimension},
                        chain -> states.get(chain).position()));
        double[] scalars =
                states.stream().flatMapToDouble(EndStateGroup::scalars).toArray();
        zarr.array(
                NAME,
                "scalars",
                ZarrArray.doubles(List.of("chain", "scalar"), new int[] {chains, SCALARS.size()}, scalars)
                        .with(json -> json.texts("columns", SCALARS)));

        Map<Factor, Integer> distinct = new LinkedHashMap<>();
        long[] counters = new long[chains * COUNTERS.size()];
        for (int i = 0; i < chains; i++) {
            ChainState state = states.get(i);
            Integer known = distinct.putIfAbsent(Factor.of(state.metric()), distinct.size());
            int at = i * COUNTERS.size();
            counters[at] = state.chain();
            counters[at + 1] = state.transition();
            counters[at + 2] = state.adaptation().count();
            counters[at + 3] = known == null ? distinct.size() - 1 : known;
        }
        zarr.array(
                NAME,
                "counters",
                ZarrArray.longs(List.of("chain", "counter"), new int[] {chains, COUNTERS.size()}, counters)
                        .with(json -> json.texts("columns", COUNTERS)));
        List<Factor> factors = List.copyOf(distinct.keySet());
        boolean dense = !factors.isEmpty() && factors.getFirst().dense();
        if (factors.stream().anyMatch(factor -> factor.dense() != dense)) {
            throw new IllegalArgumentException("chains of one fit have diagonal and dense metrics");
        }
        zarr.array(
                NAME,
                dense ? "metric_dense" : "metric_diagonal",
                ZarrArray.rows(
                        dense
                                ? List.of("metric_number", "coordinate", "coordinate_column")
                                : List.of("metric_number", "coordinate"),
                        dense
                                ? new int[] {factors.size(), dimension, dimension}
                                : new int[] {factors.size(), dimension},
                        number -> factors.get(number).values()));
    }

    private static DoubleStream scalars(ChainState state) {
        DualAveragingState adaptation = state.adaptation();
        return DoubleStream.of(
                state.stepSize(),
                adaptation.mu(),
                adaptation.errorMean(),
                adaptation.logStep(),
                adaptation.logStepMean());
    }

    static List<ChainState> read(ZarrReader zarr) {
        ZarrReader.Stored stored = zarr.stored(NAME, "position");
        int chains = stored.shape()[0];
        int dimension = stored.layout().length() / Math.max(1, chains);
        double[] positions = zarr.doubles(NAME, "position", chains, dimension);
        double[] scalars = zarr.doubles(NAME, "scalars", chains, SCALARS.size());
        long[] counters = zarr.longs(NAME, "counters", chains, COUNTERS.size());
        List<Metric> metrics = metrics(zarr, dimension);
        List<ChainState> states = new ArrayList<>();
        for (int i = 0; i < chains; i++) {
            int s = i * SCALARS.size();
            int c = i * COUNTERS.size();
            if (counters[c] != (int) counters[c] || counters[c + 3] < 0 || counters[c + 3] >= metrics.size()) {
                throw zarr.damaged(zarr.stored(NAME, "counters"), "names a metric or a chain that cannot be");
            }
            states.add(new ChainState(
                    (int) counters[c],
                    Arrays.copyOfRange(positions, i * dimension, (i + 1) * dimension),
                    counters[c + 1],
                    scalars[s],
                    metrics.get((int) counters[c + 3]),
                    new DualAveragingState(
                            scalars[s + 1], counters[c + 2], scalars[s + 2], scalars[s + 3], scalars[s + 4])));
        }
        return states;
    }

    private static List<Metric> metrics(ZarrReader zarr, int dimension) {
        List<Metric> metrics = new ArrayList<>();
        boolean dense = zarr.has(NAME, "metric_dense");
        String name = dense ? "metric_dense" : "metric_diagonal";
        int size = dense ? dimension * dimension : dimension;
        int number = zarr.stored(NAME, name).shape()[0];
        double[] values = dense
                ? zarr.doubles(NAME, name, number, dimension, dimension)
                : zarr.doubles(NAME, name, number, dimension);
        for (int i = 0; i < number; i++) {
            double[] part = Arrays.copyOfRange(values, i * size, (i + 1) * size);
            metrics.add(dense ? new Metric.Dense(dimension, part) : new Metric.Diagonal(part));
        }
        return metrics;
    }

    /** A metric's numbers, equal when their bits are. */
    private record Factor(boolean dense, double[] values) {
        static Factor of(Metric metric) {
            return switch (metric) {
                case Metric.Diagonal(double[] scale) -> new Factor(false, scale);
                case Metric.Dense(int _, double[] factor) -> new Factor(true, factor);
            };
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Factor(boolean otherDense, double[] otherValues)
                    && dense == otherDense
                    && Arrays.equals(values, otherValues);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
