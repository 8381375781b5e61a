package leapfrog.model.merge;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Names the rows whose sums are made together: a combination of levels, and of what the formula says about the response.
 *
 * @param levels [factors]
 * @param numbers weight, standard error and trials, those that there are
 */
public record LevelKey(int[] levels, double[] numbers) implements Serializable {
    static final Comparator<LevelKey> ORDER =
            Comparator.comparing(LevelKey::levels, Arrays::compare).thenComparing(LevelKey::numbers, Arrays::compare);

    @Override
    public boolean equals(Object other) {
        return other instanceof LevelKey key
                && Arrays.equals(levels, key.levels)
                && Arrays.equals(numbers, key.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(levels) + Arrays.hashCode(numbers);
    }
}
