package leapfrog.model.centering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import leapfrog.model.ModelData;

/**
 * Holds the group effects of one factor in a rough fit: the deviations of a level are u = L ũ, ũ ~ Normal(0, I), with a lower
 * triangular L that is diagonal but for correlated effects. Its matrices change as the fit goes on.
 *
 * @param terms [K] indices of the terms that are its effects
 * @param block [K] effects with the same number are correlated
 * @param order [rows] row numbers, level by level
 * @param start [levels + 1] where a level's begin
 * @param lower [K][K] L
 * @param deviation [K][levels] u
 * @param share [K][levels] of the information on a coefficient, what the data have
 */
record FactorEffects(
        int factor,
        int[] terms,
        int[] block,
        int[] order,
        int[] start,
        double[][] lower,
        double[][] deviation,
        double[][] share) {
    int size() {
        return terms.length;
    }

    int levels() {
        return start.length - 1;
    }

    /** Whether L may have an entry (k, l). */
    boolean correlated(int k, int l) {
        return block[k] == block[l];
    }

    /** Standard deviations of its effects, [K]. */
    double[] sd() {
        return Arrays.stream(lower)
                .mapToDouble(row -> Math.sqrt(Arrays.stream(row).map(x -> x * x).sum()))
                .toArray();
    }

    /** Makes L the diagonal of these standard deviations. */
    void makeIndependent(double[] sd) {
        for (int k = 0; k < sd.length; k++) {
            Arrays.fill(lower[k], 0);
            lower[k][k] = sd[k];
        }
    }

    static List<FactorEffects> of(ModelData data) {
        Map<Integer, List<Integer>> byFactor = new TreeMap<>();
        for (int t = 0; t < data.terms().size(); t++) {
            if (!(data.terms().get(t).source() instanceof ModelData.Direct)) {
                byFactor.computeIfAbsent(data.terms().get(t).factor(), f -> new ArrayList<>())
                        .add(t);
            }
        }
        List<FactorEffects> factors = new ArrayList<>();
        byFactor.forEach((factor, terms) -> factors.add(
                of(data, factor, terms.stream().mapToInt(Integer::intValue).toArray())));
        return factors;
    }

    private static FactorEffects of(ModelData data, int factor, int[] terms) {
        int size = terms.length;
        int levels = data.terms().get(terms[0]).levels();
        int[] block = new int[size];
        for (int k = 0; k < size; k++) {
            block[k] = data.terms().get(terms[k]).source() instanceof ModelData.InBlock(int number, var _)
                    ? number
                    : -1 - k;
        }
        int[] level = data.rows().level()[factor];
        int[] start = new int[levels + 1];
        for (int j : level) {
            start[j + 1]++;
        }
        for (int j = 0; j < levels; j++) {
            start[j + 1] += start[j];
        }
        int[] next = start.clone();
        int[] order = new int[level.length];
        for (int i = 0; i < level.length; i++) {
            order[next[level[i]]++] = i;
        }
        return new FactorEffects(
                factor,
                terms,
                block,
                order,
                start,
                new double[size][size],
                new double[size][levels],
                new double[size][levels]);
    }
}
