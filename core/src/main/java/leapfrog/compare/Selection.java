package leapfrog.compare;

/** Selects an order statistic without sorting: Hoare's algorithm with the median of three as pivot; linear time but for rare inputs. */
final class Selection {
    private Selection() {}

    /** Reorders values so that the k-th least, counted from 0, is at k, none before it is greater and none behind it is less. */
    static void select(double[] values, int k) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            double pivot = median(values[low], values[(low + high) >>> 1], values[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swap = values[i];
                    values[i++] = values[j];
                    values[j--] = swap;
                }
            }
            // Now none of low … j is above the pivot, none of i … high below, and what lies between is the pivot.
            if (k <= j) {
                high = j;
            } else if (k >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
