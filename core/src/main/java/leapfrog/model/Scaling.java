package leapfrog.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import leapfrog.math.Triangle;
import org.jspecify.annotations.Nullable;

/**
 * Maps the coordinates in which chains move to a model's own, so that covariates act centered and scaled however the table has
 * them; a linear map of constant Jacobian, which no user sees. Immutable; serves any number of threads.
 *
 * <p>Population coefficients b that no group effect absorbs are b = T u with an upper-triangular T, the inverse of the design's QR factor. What
 * stands for the intercept, itself or the centered coefficients of the group effect that absorbed it, is the coordinate minus Σ_k
 * mean_k b_k, means over all rows or over those of the coefficient's level. All other coordinates are the same in both.
 *
 * <p>It also says how large coordinates are: {@link #unit()} is about a posterior standard deviation, {@link #start} spreads starting
 * points over plausible values.
 */
public final class Scaling {
    private final double[] centre;
    private final double[] spread;
    private final double[] unit;
    private final @Nullable Map map;

    /**
     * The coordinates that differ; arrays are shared and must not be changed.
     *
     * @param sources [p] coordinates of the population coefficients
     * @param factor [p × p] row-major upper-triangular T with a positive diagonal
     * @param targets coordinates that stand for the intercept; none where there is no intercept
     * @param means [targets][p] of the sources' columns, over the rows that a target is for
     */
    public record Map(int[] sources, double[] factor, int[] targets, double[][] means) {
        /** Σ_k mean_k b_k of a target. */
        double shift(int target, double[] model, int at) {
            double shift = 0;
            for (int k = 0; k < sources.length; k++) {
                shift = Math.fma(means[target][k], model[at + sources[k]], shift);
            }
            return shift;
        }

        /** Of the sources among some coordinates, with a factor U of their own, U Uᵀ being their part of T Tᵀ; null where there are none. */
        private @Nullable Map only(int[] coordinates) {
            int p = sources.length;
            int[] kept = IntStream.range(0, p)
                    .filter(k -> place(sources[k], coordinates) >= 0)
                    .toArray();
            int n = kept.length;
            if (n == 0) {
                return null;
            }
            // The lower-triangular root of the matrix in reverse order is the upper-triangular one in reverse order.
            double[] root = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    for (int column = 0; column < p; column++) {
                        root[i * n + j] += factor[kept[n - 1 - i] * p + column] * factor[kept[n - 1 - j] * p + column];
                    }
                }
            }
            Triangle.factor(root, 0, n);
            double[] upper = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = i; j < n; j++) {
                    upper[i * n + j] = root[(n - 1 - i) * n + n - 1 - j];
                }
            }
            int[] moved = IntStream.range(0, targets.length)
                    .filter(t -> place(targets[t], coordinates) >= 0)
                    .toArray();
            return new Map(
                    IntStream.of(kept).map(k -> place(sources[k], coordinates)).toArray(),
                    upper,
                    IntStream.of(moved).map(t -> place(targets[t], coordinates)).toArray(),
                    IntStream.of(moved).mapToObj(t -> picked(means[t], kept)).toArray(double[][]::new));
        }

        private static int place(int coordinate, int[] coordinates) {
            for (int d = 0; d < coordinates.length; d++) {
                if (coordinates[d] == coordinate) {
                    return d;
                }
            }
            return -1;
        }
    }

    /**
     * @param centre [dimension] the middle of starting points
     * @param spread [dimension] positive
     * @param unit [dimension] positive
     * @param map null where no coordinate differs
     */
    Scaling(double[] centre, double[] spread, double[] unit, @Nullable Map map) {
        this.centre = centre;
        this.spread = spread;
        this.unit = unit;
        this.map = map;
    }

    /** Changes nothing; unit scales. */
    public static Scaling none(int dimension) {
        double[] ones = new double[dimension];
        Arrays.fill(ones, 1);
        return new Scaling(new double[dimension], ones, ones, null);
    }

    /** Of some of the model's coordinates, whatever the others are. */
    Scaling only(int[] coordinates) {
        double[] middle = new double[centre.length];
        toModel(centre, 0, middle, 0);
        double[] own = picked(middle, coordinates);
        Map part = map == null ? null : map.only(coordinates);
        Scaling scaling = new Scaling(own, picked(spread, coordinates), picked(unit, coordinates), part);
        scaling.fromModel(own);
        return scaling;
    }

    private static double[] picked(double[] values, int[] at) {
        return IntStream.of(at).mapToDouble(d -> values[d]).toArray();
    }

    /** Number of unconstrained coordinates. */
    public int dimension() {
        return unit.length;
    }

    /** What {@link #toModel} computes, for engines that do so themselves; empty where both coordinates are the same. */
    public Optional<Map> map() {
        return Optional.ofNullable(map);
    }

    /** Whether both coordinates are the same. */
    public boolean plain() {
        return map == null;
    }

    /** [dimension] about a posterior standard deviation of each of the chains' coordinates, as far as the data tell; not to be changed. */
    public double[] unit() {
        return unit;
    }

    /** Turns a standardised offset [dimension] into a starting point in the chains' coordinates, in place. */
    public void start(double[] point) {
        for (int d = 0; d < point.length; d++) {
            point[d] = Math.fma(spread[d], point[d], centre[d]);
        }
    }

    /**
     * From the chains' coordinates to the model's.
     *
     * @param chain {@code chain[at .. at + dimension)} is read
     * @param model {@code model[to .. to + dimension)} is written; another array
     */
    public void toModel(double[] chain, int at, double[] model, int to) {
        System.arraycopy(chain, at, model, to, unit.length);
        if (map == null) {
            return;
        }
        int p = map.sources().length;
        for (int row = 0; row < p; row++) {
            double b = 0;
            for (int column = row; column < p; column++) {
                b = Math.fma(map.factor()[row * p + column], chain[at + map.sources()[column]], b);
            }
            model[to + map.sources()[row]] = b;
        }
        for (int t = 0; t < map.targets().length; t++) {
            model[to + map.targets()[t]] -= map.shift(t, model, to);
        }
    }

    /** From the model's coordinates to the chains', the inverse of {@link #toModel}, in place. */
    public void fromModel(double[] point) {
        if (map == null) {
            return;
        }
        int p = map.sources().length;
        for (int t = 0; t < map.targets().length; t++) {
            point[map.targets()[t]] += map.shift(t, point, 0);
        }
        for (int row = p - 1; row >= 0; row--) {
            double rest = point[map.sources()[row]];
            for (int column = row + 1; column < p; column++) {
                rest = Math.fma(-map.factor()[row * p + column], point[map.sources()[column]], rest);
            }
            point[map.sources()[row]] = rest / map.factor()[row * p + row];
        }
    }

    /** Turns a gradient by the model's coordinates, {@code gradient[at .. at + dimension)}, into one by the chains', in place. */
    public void pullBack(double[] gradient, int at) {
        if (map == null) {
            return;
        }
        int p = map.sources().length;
        for (int t = 0; t < map.targets().length; t++) {
            double[] means = map.means()[t];
            double byTarget = gradient[at + map.targets()[t]];
            for (int k = 0; k < p; k++) {
                int source = at + map.sources()[k];
                gradient[source] = Math.fma(-means[k], byTarget, gradient[source]);
            }
        }
        for (int column = p - 1; column >= 0; column--) {
            double sum = 0;
            for (int row = 0; row <= column; row++) {
                sum = Math.fma(map.factor()[row * p + column], gradient[at + map.sources()[row]], sum);
            }
            gradient[at + map.sources()[column]] = sum;
        }
    }
}
