package leapfrog.model;

/**
 * Says what exact data reduction did.
 *
 * @param rows used rows of the table
 * @param cells rows that the kernels see; equal to {@code rows} if nothing was reduced, 0 if the likelihood is dropped
 */
public record Reduction(int rows, int cells) {
    public boolean reduced() {
        return cells < rows;
    }
}
