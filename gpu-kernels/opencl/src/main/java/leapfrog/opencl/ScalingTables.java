package leapfrog.opencl;

import java.util.IdentityHashMap;
import java.util.Map;
import leapfrog.model.Scaling;

/** Lays out scalings as {@code scaling.cl} reads them, each once. */
final class ScalingTables {
    private final IntTable tables = new IntTable();
    private final DoubleTable numbers = new DoubleTable();
    private final Map<Scaling, Integer> places = new IdentityHashMap<>();

    ScalingTables() {
        // The one that changes nothing stands first.
        tables.add(new int[4]);
        numbers.add(0);
    }

    /** Where a scaling stands; it is added if it is new. */
    int place(Scaling scaling) {
        return scaling.map()
                .map(map -> places.computeIfAbsent(scaling, unknown -> add(map)))
                .orElse(0);
    }

    private int add(Scaling.Map map) {
        int place = tables.reserve(0);
        int factor = numbers.add(map.factor());
        int means = numbers.add();
        for (double[] row : map.means()) {
            numbers.add(row);
        }
        tables.add(new int[] {map.sources().length, map.targets().length, factor, means});
        tables.add(map.sources());
        tables.add(map.targets());
        return place;
    }

    int size() {
        return places.size();
    }

    int[] tables() {
        return tables.toArray();
    }

    double[] numbers() {
        return numbers.toArray();
    }
}
