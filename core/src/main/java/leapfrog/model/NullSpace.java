package leapfrog.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads from null vectors of a matrix which column is a linear combination of which earlier ones. */
final class NullSpace {
    /** An entry of a null vector below this is rounding. */
    private static final double NOTHING = 1e-8;

    private NullSpace() {}

    /**
     * The dependences, by the vectors' reduced echelon form from the last column backwards: no column that depends on others
     * appears in another's combination.
     *
     * @param vectors independent, for columns of norm 1, each with a greatest entry of 1; they are changed
     * @param names of the columns
     * @return in the order of the columns
     */
    static List<PopulationRank.Dependence> dependences(List<double[]> vectors, List<String> names) {
        List<double[]> left = new ArrayList<>(vectors);
        List<double[]> done = new ArrayList<>();
        List<Integer> pivots = new ArrayList<>();
        for (int c = names.size() - 1; c >= 0 && !left.isEmpty(); c--) {
            int most = 0;
            for (int v = 1; v < left.size(); v++) {
                most = Math.abs(left.get(v)[c]) > Math.abs(left.get(most)[c]) ? v : most;
            }
            double[] pivot = left.get(most);
            double by = pivot[c];
            if (Math.abs(by) <= NOTHING) {
                continue;
            }
            left.remove(most);
            for (int k = 0; k < pivot.length; k++) {
                pivot[k] /= by;
            }
            for (double[] vector : left) {
                clear(vector, pivot, c);
            }
            for (double[] vector : done) {
                clear(vector, pivot, c);
            }
            done.add(pivot);
            pivots.add(c);
        }
        List<PopulationRank.Dependence> found = new ArrayList<>();
        for (int d = done.size() - 1; d >= 0; d--) {
            double[] vector = done.get(d);
            List<String> of = IntStream.range(0, pivots.get(d))
                    .filter(k -> Math.abs(vector[k]) > NOTHING)
                    .mapToObj(names::get)
                    .toList();
            found.add(new PopulationRank.Dependence(names.get(pivots.get(d)), of));
        }
        return found;
    }

    /** Makes a vector's entry in the pivot's column 0. */
    private static void clear(double[] vector, double[] pivot, int column) {
        double by = vector[column];
        for (int k = 0; by != 0 && k < vector.length; k++) {
            vector[k] -= by * pivot[k];
        }
        vector[column] = 0;
    }
}
