package leapfrog.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Shape;

/**
 * Splits the scalars of a model whose effects are integrated out: population coefficients with normal or flat priors and without bounds are
 * integrated out too, the others are sampled. A prior on several coefficients that is not normal leaves all of them to be sampled.
 *
 * @param population scalars that are population coefficients: those that are integrated out, then the others
 * @param integrated how many are
 * @param outer scalars that are sampled, coefficients first
 * @param place [scalars] of each its place in {@code outer}, or −1
 */
record CoefficientSplit(int[] population, int integrated, int[] outer, int[] place) {
    static CoefficientSplit of(Layout layout, ModelData data) {
        int columns = layout.columns().size();
        boolean[] sampled = new boolean[columns];
        for (int k = 0; k < columns; k++) {
            sampled[k] = data.scalars().get(k).kind() != Transform.Kind.IDENTITY;
        }
        for (Prior prior : data.priors()) {
            for (int scalar : prior.scalars()) {
                if (scalar < columns && prior.shape() != Shape.NORMAL) {
                    sampled[scalar] = true;
                }
            }
        }
        int[] integrated = IntStream.range(0, columns).filter(k -> !sampled[k]).toArray();
        int[] others = IntStream.range(0, columns).filter(k -> sampled[k]).toArray();
        int[] outer = IntStream.concat(IntStream.of(others), IntStream.range(columns, layout.scalars()))
                .toArray();
        int[] place = new int[layout.scalars()];
        Arrays.fill(place, -1);
        for (int k = 0; k < outer.length; k++) {
            place[outer[k]] = k;
        }
        int[] population =
                IntStream.concat(IntStream.of(integrated), IntStream.of(others)).toArray();
        return new CoefficientSplit(population, integrated.length, outer, place);
    }

    /** The scalars that the last columns are, among those that are sampled. */
    int[] given() {
        return IntStream.range(0, population.length - integrated).toArray();
    }

    /** Whether a prior is on nothing but what is sampled. */
    boolean keeps(Prior prior) {
        return IntStream.of(prior.scalars()).allMatch(scalar -> place[scalar] >= 0);
    }

    /** The same prior on scalars that are sampled. */
    Prior moved(Prior prior) {
        return prior.on(
                IntStream.of(prior.scalars()).map(scalar -> place[scalar]).toArray());
    }
}
