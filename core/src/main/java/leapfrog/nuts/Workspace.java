package leapfrog.nuts;

import static leapfrog.engine.Alignment.FIRST;

import java.util.ArrayDeque;
import java.util.Iterator;
import leapfrog.engine.Metric;
import leapfrog.random.BulkNormals;

/**
 * Holds what the transitions of one thread share, so that it stays in the nearest cache while chain follows chain: the loops, working
 * memory of normal numbers, the metric's scale, which chains that adapt together have in common, and room for transitions, which a chain
 * that is done leaves to the next.
 */
public final class Workspace {
    /** Transitions that are kept for chains to come: enough for all chains that one thread goes on with at a time on a processor. */
    private static final int KEPT = 32;

    final Arithmetic arithmetic;
    final BulkNormals normals;
    /** The metric asked for last, and its scale as a vector. */
    private Metric.Diagonal metric = new Metric.Diagonal(new double[0]);

    private double[] scale = Arithmetic.vector(0);
    /** The last ones given back first. */
    private final ArrayDeque<NutsTransition> free = new ArrayDeque<>();

    /** For one thread. */
    public Workspace(Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
        normals = new BulkNormals(arithmetic.normals());
    }

    /** Room for the transitions of one chain, as in {@link NutsTransition}; {@link #give} it back when the chain is done. */
    public NutsTransition take(int dimension, int maxDepth) {
        for (Iterator<NutsTransition> each = free.iterator(); each.hasNext(); ) {
            NutsTransition transition = each.next();
            if (transition.fits(dimension, maxDepth)) {
                each.remove();
                return transition;
            }
        }
        return new NutsTransition(dimension, maxDepth, this);
    }

    /** Takes room back, which nobody uses any more. */
    public void give(NutsTransition transition) {
        transition.forget();
        free.addFirst(transition);
        if (free.size() > KEPT) {
            free.removeLast();
        }
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
