package leapfrog.nuts;

import static leapfrog.engine.Alignment.FIRST;

import leapfrog.engine.Metric;
import leapfrog.random.BulkNormals;

/**
 * Holds what the transitions of one thread share, so that it stays in the nearest cache while chain follows chain: the loops, working
 * memory of normal numbers, and the metric's scale, which chains that adapt together have in common.
 */
public final class Workspace {
    final Arithmetic arithmetic;
    final BulkNormals normals;
    /** The metric asked for last, and its scale as a vector. */
    private Metric.Diagonal metric = new Metric.Diagonal(new double[0]);

    private double[] scale = Arithmetic.vector(0);

    /** For one thread. */
    public Workspace(Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
        normals = new BulkNormals(arithmetic.normals());
    }

    /** A metric's scale as a vector, which stays as it is. */
    double[] scale(Metric.Diagonal wanted) {
        if (wanted != metric) {
            metric = wanted;
            scale = Arithmetic.vector(wanted.dimension());
            System.arraycopy(wanted.scale(), 0, scale, FIRST, wanted.dimension());
        }
        return scale;
    }
}
