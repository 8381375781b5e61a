package leapfrog.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.LinearPredictor;
import leapfrog.model.LinearPredictor.Deviations;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import leapfrog.random.RandomSequence;

/** Draws the deviations of groups that a fit has not seen from their population, Normal(0, diag(sd) R diag(sd)), anew at each draw. */
final class NewLevels {
    private final List<Vectors> vectors = new ArrayList<>();

    /**
     * The vectors of effects of one factor's new levels.
     *
     * @param level [rows] of that factor
     * @param seeds [new levels]
     */
    private record Vectors(Deviations deviations, int[] level, long[] seeds) {
        /** Fills the deviations of some of the new levels, numbered from the first one on. */
        void fill(int[] which, Cholesky factor, double[] draw, int at, int chain, int index, double[] z, double[] out) {
            int size = deviations.sd().length;
            factor.compute(draw, at + deviations.correlation());
            RandomSequence random = new RandomSequence();
            for (int j : which) {
                random.begin(seeds[j], chain, Purpose.PREDICT, index);
                for (int k = 0; k < size; k++) {
                    z[k] = random.normal();
                    double sum = 0;
                    for (int m = 0; m <= k; m++) {
                        sum += factor.entry(k, m) * z[m];
                    }
                    out[deviations.first() + j * size + k] =
                            draw[at + deviations.sd()[k]] * sum;
                }
            }
        }
    }

    NewLevels(LinearPredictor linear, Design rows, long seed) {
        for (Deviations deviations : linear.deviations()) {
            Design.Factor factor = rows.factors().get(deviations.factor());
            long base = ChainRandom.mix(ChainRandom.mix(seed, factor.name()), vectors.size());
            long[] seeds =
                    factor
                            .levels()
                            .subList(deviations.firstLevel(), deviations.firstLevel() + deviations.levels())
                            .stream()
                            .mapToLong(name -> ChainRandom.mix(base, name))
                            .toArray();
            vectors.add(new Vectors(deviations, factor.level(), seeds));
        }
    }

    /** For one thread: fills the deviations that rows {@code from … to − 1} need. */
    Filler of(int from, int to) {
        List<int[]> used = vectors.stream()
                .map(of -> IntStream.range(from, to)
                        .map(i -> of.level()[i] - of.deviations().firstLevel())
                        .filter(j -> j >= 0)
                        .distinct()
                        .toArray())
                .toList();
        return new Filler(used);
    }

    /** Fills the deviations of some rows' new levels, draw after draw. */
    final class Filler {
        private final List<int[]> used;
        private final Cholesky[] factors;
        private final double[] z;

        private Filler(List<int[]> used) {
            this.used = used;
            factors = vectors.stream()
                    .map(of -> new Cholesky(of.deviations().sd().length))
                    .toArray(Cholesky[]::new);
            z = new double
                    [vectors.stream()
                            .mapToInt(of -> of.deviations().sd().length)
                            .max()
                            .orElse(0)];
        }

        /** @param deviation [unseen], of which the entries of the rows' levels are written */
        void fill(double[] draw, int at, int chain, int index, double[] deviation) {
            for (int v = 0; v < factors.length; v++) {
                if (used.get(v).length > 0) {
                    vectors.get(v).fill(used.get(v), factors[v], draw, at, chain, index, z, deviation);
                }
            }
        }
    }

    /** Factors correlation matrices of one size, R = L Lᵀ. */
    private static final class Cholesky {
        private final double[][] entries;

        Cholesky(int size) {
            entries = new double[size][size];
            if (size > 0) {
                entries[0][0] = 1;
            }
        }

        double entry(int row, int column) {
            return entries[row][column];
        }

        /** @param first where R_21 stands; R_31, R_32, … follow */
        void compute(double[] draw, int first) {
            int next = first;
            for (int row = 1; row < entries.length; row++) {
                double rest = 1;
                for (int column = 0; column < row; column++) {
                    double sum = draw[next++];
                    for (int m = 0; m < column; m++) {
                        sum -= entries[row][m] * entries[column][m];
                    }
                    double diagonal = entries[column][column];
                    entries[row][column] = diagonal > 0 ? sum / diagonal : 0;
                    rest -= entries[row][column] * entries[row][column];
                }
                entries[row][row] = Math.sqrt(Math.max(0, rest));
            }
        }
    }
}
