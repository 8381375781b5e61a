package leapfrog.opencl;

import java.util.ArrayList;
import java.util.List;

/**
 * Plans how many partial sums of one quantity are added up: in stages, each of which adds up runs of them, a run by a work-item, until no
 * more than a run is left. A function of the rows alone, so that the order of summation never depends on chains.
 */
final class SumRuns {
    /** Sums that one work-item adds up at most. */
    static final int RUN = 64;

    /** Stages that there are kernels for: enough for RUN³ sums of a quantity. */
    static final int STAGES = 2;

    private final SumPlaces places;
    private final List<IntTable> stages = new ArrayList<>();
    private final int[] runs = new int[STAGES];

    /** @param places where the sums that are left go */
    SumRuns(SumPlaces places) {
        this.places = places;
        for (int stage = 0; stage < STAGES; stage++) {
            stages.add(new IntTable());
        }
    }

    /**
     * The same of what is left of each quantity.
     *
     * @param starts [quantities + 1] where the sums of each start
     */
    static int[] left(int[] starts) {
        int[] left = starts;
        while (most(left) > RUN) {
            left = next(left);
        }
        return left;
    }

    /**
     * Adds the runs of some quantities.
     *
     * @param place where the first sum of the first quantity stands
     * @param starts [quantities + 1] where the sums of each start, from there
     * @return where the first is left
     */
    int add(int place, int[] starts) {
        int from = place;
        int[] of = starts;
        for (int stage = 0; most(of) > RUN; stage++) {
            int[] next = next(of);
            int to = places.reserve(next[next.length - 1]);
            for (int j = 0; j + 1 < of.length; j++) {
                for (int k = next[j]; k < next[j + 1]; k++) {
                    int first = of[j] + (k - next[j]) * RUN;
                    stages.get(stage).add(new int[] {from + first, Math.min(RUN, of[j + 1] - first), to + k});
                    runs[stage]++;
                }
            }
            from = to;
            of = next;
        }
        return from;
    }

    /** Runs of a stage. */
    int count(int stage) {
        return runs[stage];
    }

    /** [runs][3] of a stage where each starts, how many sums it has, and where their sum goes. */
    int[] table(int stage) {
        return stages.get(stage).toArray();
    }

    private static int[] next(int[] starts) {
        int[] next = new int[starts.length];
        for (int j = 0; j + 1 < starts.length; j++) {
            next[j + 1] = next[j] + Math.ceilDiv(starts[j + 1] - starts[j], RUN);
        }
        return next;
    }

    private static int most(int[] starts) {
        int most = 0;
        for (int j = 0; j + 1 < starts.length; j++) {
            most = Math.max(most, starts[j + 1] - starts[j]);
        }
        return most;
    }
}
