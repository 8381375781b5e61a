package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the levels whose lines are worth a look: of those of at least median size the highest and those whose own lines are flattest,
 * those that pooling moves most, one of median size without contrast in the covariate, and those with most and fewest rows.
 */
final class InterestingGroups {
    /** Panels of the figure. */
    static final int MOST = 9;

    private InterestingGroups() {}

    /**
     * The user's, in the user's order.
     *
     * @param given as {@link NamedGroups#names} takes them
     */
    static List<Integer> named(GroupLines groups, List<String> given) {
        List<Integer> levels = new ArrayList<>();
        for (String name : NamedGroups.names(given, groups.levels())) {
            int level = groups.levels().indexOf(name);
            if (level < 0) {
                throw NamedGroups.unknown(name, List.of(groups.factor()), groups.levels());
            }
            levels.add(level);
        }
        return levels;
    }

    /**
     * At most {@link #MOST}, from many rows to few.
     *
     * @param partial the fit's own lines
     */
    static List<Integer> choose(GroupLines groups, List<Line> partial, @Nullable Unpooled unpooled) {
        List<Integer> all = IntStream.range(0, groups.levels().size()).boxed().toList();
        Comparator<Integer> byRows = Comparator.comparingInt(j -> groups.rows(j).length);
        int[] sizes = all.stream().mapToInt(j -> groups.rows(j).length).sorted().toArray();
        int typical = sizes[sizes.length / 2];
        List<Integer> contrast = all.stream().filter(groups::hasContrast).toList();
        List<Integer> sized =
                all.stream().filter(j -> groups.rows(j).length >= typical).toList();
        Set<Integer> chosen = new LinkedHashSet<>();
        add(chosen, 2, sorted(sized, j -> -partial.get(j).intercept()));
        if (unpooled != null) {
            double z = spread(groups.covariate());
            List<Integer> own = contrast.stream()
                    .filter(j -> unpooled.lines().get(j) != null)
                    .toList();
            add(chosen, 2, sorted(own.stream().filter(sized::contains).toList(), j -> {
                Line line = unpooled.lines().get(j);
                return line == null ? Double.POSITIVE_INFINITY : Math.abs(line.slope());
            }));
            add(
                    chosen,
                    2,
                    sorted(own, j -> -moved(partial.get(j), unpooled.lines().get(j), z)));
        }
        List<Integer> onesided =
                all.stream().filter(j -> !groups.hasContrast(j)).toList();
        add(chosen, 1, sorted(onesided, j -> Math.abs(groups.rows(j).length - typical)));
        add(chosen, 1, all.stream().sorted(byRows.reversed()).toList());
        add(chosen, 1, contrast.stream().sorted(byRows).toList());
        add(chosen, MOST - chosen.size(), all.stream().sorted(byRows.reversed()).toList());
        return chosen.stream()
                .sorted(byRows.reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static List<Integer> sorted(List<Integer> levels, ToDoubleFunction<Integer> by) {
        return levels.stream().sorted(Comparator.comparingDouble(by)).toList();
    }

    private static void add(Set<Integer> chosen, int count, List<Integer> candidates) {
        candidates.stream()
                .filter(j -> !chosen.contains(j))
                .limit(Math.max(0, count))
                .toList()
                .forEach(chosen::add);
    }

    /** How far pooling moves a line, over one standard deviation of the covariate. */
    private static double moved(Line partial, @Nullable Line unpooled, double z) {
        return unpooled == null
                ? 0
                : Math.hypot(partial.intercept() - unpooled.intercept(), z * (partial.slope() - unpooled.slope()));
    }

    private static double spread(double[] values) {
        double mean = java.util.Arrays.stream(values).average().orElse(0);
        return Math.sqrt(java.util.Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(1));
    }
}
