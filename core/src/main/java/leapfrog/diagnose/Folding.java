package leapfrog.diagnose;

/**
 * Folds sorted numbers at a centre: orders them by their distances from it, |x − c|. Those on one side are in order already, so the two sides
 * are merged, from the nearest on and from the farthest on at the same time.
 */
final class Folding {
    private final double[] unmerged;
    private final int[] from;
    private final double[] merged;
    private final int[] mergedFrom;

    private Folding(Order order, double centre, Scratch scratch) {
        int count = order.sorted().length;
        from = order.from();
        unmerged = scratch.doubles(count);
        for (int k = 0; k < count; k++) {
            unmerged[k] = Math.abs(order.sorted()[k] - centre);
        }
        merged = scratch.doubles(count);
        mergedFrom = scratch.ints(count);
    }

    /** The order of the distances; equal ones below the centre come first. */
    static Order of(Order order, double centre, Scratch scratch) {
        Folding folding = new Folding(order, centre, scratch);
        folding.merge(order.atMost(centre));
        return new Order(folding.merged, folding.mergedFrom);
    }

    /** @param below how many stand below the centre */
    private void merge(int below) {
        int count = unmerged.length;
        int left = below - 1;
        int right = below;
        int first = 0;
        int last = count - 1;
        int both = Math.min(below, count - below);
        // Which side is nearer cannot be foretold, so no branch depends on it: bits of positive numbers are in their
        // order. Neither of the two steps waits for the other.
        for (int k = 0; k < both; k++) {
            int rightIsNearer = isLess(right, left);
            put(k, left + (right - left & rightIsNearer));
            left -= 1 + rightIsNearer;
            right -= rightIsNearer;

            int firstIsFarther = isLess(last, first);
            put(count - 1 - k, last + (first - last & firstIsFarther));
            first -= firstIsFarther;
            last -= 1 + firstIsFarther;
        }
        for (int k = both; k < count - both; k++) {
            boolean takeRight = left < first || right <= last && unmerged[right] < unmerged[left];
            put(k, takeRight ? right++ : left--);
        }
    }

    /** −1 if the one is less than the other, else 0. */
    private int isLess(int one, int other) {
        return (int) (Double.doubleToRawLongBits(unmerged[one]) - Double.doubleToRawLongBits(unmerged[other])
                >> Long.SIZE - 1);
    }

    private void put(int place, int which) {
        merged[place] = unmerged[which];
        mergedFrom[place] = from[which];
    }
}
