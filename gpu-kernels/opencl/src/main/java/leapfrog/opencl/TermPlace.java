package leapfrog.opencl;

import java.util.Arrays;
import java.util.stream.IntStream;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Correlated;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.InBlock;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Term;
import leapfrog.model.Transform;

/**
 * Says where the coefficients of a term come from, as the kernels read it.
 *
 * @param codes [levels] what {@code coefficient()} takes each coefficient from
 * @param mean the scalar that is the mean, or −1
 * @param sd the scalar that is the standard deviation, or −1
 * @param member the term's place in its block of correlated ones, or −1
 * @param partials the first scalar of its row of canonical partial correlations, or −1
 */
record TermPlace(int[] codes, int mean, int sd, int member, int partials) {
    static TermPlace of(ModelData task, Term term) {
        return switch (term.source()) {
            case Direct(int[] scalar) -> new TermPlace(scalars(task, scalar), -1, -1, -1, -1);
            case Pooled pooled ->
                new TermPlace(
                        coordinates(pooled.firstCoordinate(), pooled.centered()), pooled.mean(), pooled.sd(), -1, -1);
            case InBlock(int number, int k) -> {
                Correlated block = task.correlated().get(number);
                yield new TermPlace(
                        coordinates(block.firstCoordinate() + k * term.levels(), block.centered()),
                        block.mean()[k],
                        block.sd()[k],
                        k,
                        block.firstPartial() + k * (k - 1) / 2);
            }
        };
    }

    /** Scalars that are their coordinates as such, others that are to be transformed, and the constant 0. */
    private static int[] scalars(ModelData task, int[] scalars) {
        return Arrays.stream(scalars)
                .map(k -> k < 0 || task.scalars().get(k).kind() == Transform.Kind.IDENTITY ? k : -2 - k)
                .toArray();
    }

    /** Centered coefficients and noncentered ones. */
    private static int[] coordinates(int first, boolean[] centered) {
        return IntStream.range(0, centered.length)
                .map(j -> centered[j] ? first + j : -2 - (first + j))
                .toArray();
    }
}
