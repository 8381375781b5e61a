package leapfrog.nuts;

/**
 * Holds what U-turn checks need of 2^level consecutive leaves: the sum of their momenta and the momenta at both ends, in the order in
 * which the leaves were made. Of a
 * leaf they are all one array; the sum is kept from four leaves on, as that of two is made of the ends.
 */
final class Span {
    private static final double[] NONE = {};

    private double[] rho = NONE;
    private double[] first = NONE;
    private double[] last = NONE;

    /** Makes this a leaf; the array is this span's from now on. */
    void set(double[] momentum) {
        first = last = momentum;
    }

    double[] first() {
        return first;
    }

    double[] last() {
        return last;
    }

    /** Looks at the span from its other end. */
    void reverse() {
        double[] swap = first;
        first = last;
        last = swap;
    }

    /**
     * Takes in the span of the same level that follows this one, and what it does not need of it goes back to the pool.
     *
     * @return whether the joined span makes no U-turn; if it does, both spans are spent
     */
    boolean append(Span next, int level, MomentumPool pool, Arithmetic arithmetic, int n) {
        boolean straight;
        if (level == 0) {
            straight = arithmetic.joinLeaves(first, next.first, n);
        } else if (level == 1) {
            rho = pool.take();
            double[] spare = pool.take();
            straight = arithmetic.joinPairs(first, last, next.first, next.last, rho, spare, n);
            pool.give(spare);
            pool.give(last);
            pool.give(next.first);
        } else {
            straight = arithmetic.joinSpans(rho, first, last, next.rho, next.first, next.last, rho, n);
            pool.give(last);
            pool.give(next.rho);
            pool.give(next.first);
        }
        last = next.last;
        return straight;
    }
}
