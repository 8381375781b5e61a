package leapfrog.nuts;

/**
 * Joins the leaves of a growing subtree as the recursive form of NUTS would, without recursion: the stack holds one span for each bit
 * set in the number of leaves, as a binary counter does.
 */
final class SpanStack {
    private final Span[] spans;
    private int height;
    private int leaves;

    SpanStack(int maxDepth) {
        spans = new Span[maxDepth + 1];
        for (int i = 0; i < spans.length; i++) {
            spans[i] = new Span();
        }
    }

    void clear() {
        height = 0;
        leaves = 0;
    }

    /** Leaves pushed since it was cleared. */
    int leaves() {
        return leaves;
    }

    /** The span of a whole subtree: valid when the number of leaves is a power of two. */
    Span whole() {
        return spans[0];
    }

    /**
     * Adds a leaf and makes all the joins that it completes.
     *
     * @param momentum of the leaf; the array is the stack's from now on
     * @return whether none of the joins found a U-turn
     */
    boolean push(double[] momentum, MomentumPool pool, Arithmetic arithmetic, int n) {
        spans[height++].set(momentum);
        int joins = Integer.numberOfTrailingZeros(++leaves);
        for (int level = 0; level < joins; level++) {
            height--;
            if (!spans[height - 1].append(spans[height], level, pool, arithmetic, n)) {
                return false;
            }
        }
        return true;
    }
}
