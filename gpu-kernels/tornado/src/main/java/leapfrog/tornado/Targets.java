package leapfrog.tornado;

/** Says where sums over pieces go: a sum of one piece is written at once, others are added up of partial sums. */
final class Targets {
    private final IntList table = new IntList();
    private int partials;

    /**
     * The target of each of a sum's pieces.
     *
     * @param sum its number
     * @param pieces how many it has; without one it is 0
     */
    int[] of(int sum, int pieces) {
        if (pieces == 1) {
            return new int[] {-1 - sum};
        }
        table.add(sum, partials, partials + pieces);
        int[] targets = new int[pieces];
        for (int k = 0; k < pieces; k++) {
            targets[k] = partials++;
        }
        return targets;
    }

    /** Number of partial sums. */
    int partials() {
        return partials;
    }

    /** Number of sums that are to be added up. */
    int added() {
        return table.size() / Field.SUM_FIELDS;
    }

    /** [those][SUM_FIELDS]. */
    int[] table() {
        return table.toArray();
    }
}
