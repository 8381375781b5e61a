package leapfrog.simd;

import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Term;

/**
 * Cuts the rows of a task that has many into stripes, each of which is summed by itself: by the data alone, so that no bit depends on who
 * sums them.
 *
 * @param least rows of a task that is cut
 * @param length rows of a stripe
 * @param rowsPerCoefficient how many rows at least a task has for each of its coefficients, and a stripe for each of those that every
 *     stripe may touch: sums of stripes cost a row's time a coefficient
 */
record Striping(int least, int length, int rowsPerCoefficient) {
    /** A stripe takes some ten microseconds, so that a few of them are worth other threads' while. */
    static final Striping USUAL = new Striping(1 << 17, 1 << 14, 16);

    /** Rows of the stripes of a task, or 0 if it is not cut. */
    int length(ModelData data) {
        long rows = data.rows().count();
        if (rows < least || data.coefficients() * (long) rowsPerCoefficient > rows) {
            return 0;
        }
        long shared = 0;
        for (Term term : data.terms()) {
            shared += term.factor() == 0 ? 0 : term.levels();
        }
        long stripe = Math.max(length, shared * rowsPerCoefficient);
        return 2 * stripe > rows ? 0 : (int) stripe;
    }
}
