package leapfrog.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import leapfrog.backend.VerificationShape.Piece;
import leapfrog.engine.Problem;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Shape;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Transform;
import leapfrog.model.ModelStructure;

/**
 * Makes the data of verification problems: always the same ones, with row and level counts on both sides of every tail, levels
 * without rows, and every kind of prior.
 */
final class VerificationProblems {
    /** Row counts of the tasks of a problem. */
    static final int[] ROWS = {31, 1, 2, 7, 8, 9, 919, 4098};
    /** Level counts of factor 0, task by task; the other factors have them in another order. */
    private static final int[] LEVELS = {85, 1, 2, 85, 3, 9, 1000, 85};

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private VerificationProblems() {}

    /** Makes one problem with a task for each of {@link #ROWS}. */
    static Problem problem(VerificationShape shape) {
        Random random = new Random(shape.name().hashCode());
        List<ModelData> tasks = new ArrayList<>();
        for (int t = 0; t < ROWS.length; t++) {
            int[] levels = new int[shape.factors()];
            for (int f = 0; f < levels.length; f++) {
                levels[f] = LEVELS[(t + 3 * f) % LEVELS.length];
            }
            tasks.add(task(shape, "rows " + ROWS[t] + ", levels " + Arrays.toString(levels), ROWS[t], levels, random));
        }
        return new Problem(structure(shape), tasks);
    }

    private static ModelStructure structure(VerificationShape shape) {
        List<ModelStructure.TermStructure> terms = new ArrayList<>();
        for (Piece piece : shape.pieces()) {
            terms.add(new ModelStructure.TermStructure(
                    piece.covariate() < 0,
                    piece.factor(),
                    piece.pooled() ? ModelStructure.Source.POOLED : ModelStructure.Source.DIRECT));
        }
        return new ModelStructure(
                leapfrog.model.Family.GAUSSIAN, terms, shape.factors(), shape.offset(), shape.weights());
    }

    private static ModelData task(VerificationShape shape, String name, int rows, int[] levels, Random random) {
        List<Transform> scalars = new ArrayList<>(List.of(Transform.EXP));
        int[] means = new int[shape.pieces().size()];
        int[] deviations = new int[means.length];
        int[][] direct = new int[means.length][];
        for (int p = 0; p < means.length; p++) {
            Piece piece = shape.pieces().get(p);
            int count = piece.factor() < 0 ? 1 : levels[piece.factor()];
            if (piece.pooled()) {
                means[p] = piece.mean() ? add(scalars, Transform.IDENTITY) : -1;
                deviations[p] = add(scalars, Transform.EXP);
            } else {
                direct[p] = new int[count];
                for (int j = 0; j < count; j++) {
                    boolean reference = piece.factor() >= 0 && j == 0 && p > 0;
                    direct[p][j] = reference ? -1 : add(scalars, Transform.IDENTITY);
                }
            }
        }
        List<Term> terms = new ArrayList<>();
        int coefficient = 0;
        int coordinate = scalars.size();
        for (int p = 0; p < means.length; p++) {
            Piece piece = shape.pieces().get(p);
            int count = piece.factor() < 0 ? 1 : levels[piece.factor()];
            ModelData.Source source;
            if (piece.pooled()) {
                boolean[] centered = new boolean[count];
                for (int j = 0; j < count; j++) {
                    centered[j] = piece.centering().of(j);
                }
                source = new ModelData.Pooled(means[p], deviations[p], coordinate, centered);
                coordinate += count;
            } else {
                source = new ModelData.Direct(direct[p]);
            }
            terms.add(new Term(piece.covariate(), piece.factor(), coefficient, count, source));
            coefficient += count;
        }
        Rows data = rows(shape, rows, levels, random);
        return new ModelData(name, coordinate, scalars, priors(scalars), terms, 0, data);
    }

    private static int add(List<Transform> scalars, Transform transform) {
        scalars.add(transform);
        return scalars.size() - 1;
    }

    private static Rows rows(VerificationShape shape, int count, int[] levels, Random random) {
        int[][] level = new int[levels.length][count];
        for (int f = 0; f < levels.length; f++) {
            for (int i = 0; i < count; i++) {
                // The first and the last of many levels, and some between, have no rows.
                level[f][i] = levels[f] < 3 ? random.nextInt(levels[f]) : 1 + random.nextInt(levels[f] - 2);
            }
        }
        if (levels.length > 0) {
            Arrays.sort(level[0]);
        }
        double[] weight = shape.weights() ? new double[count] : null;
        double observations = count;
        if (weight != null) {
            observations = 0;
            for (int i = 0; i < count; i++) {
                weight[i] = 1 + random.nextInt(9);
                observations += weight[i];
            }
        }
        double[][] covariates = new double[shape.covariates()][];
        for (int k = 0; k < covariates.length; k++) {
            covariates[k] = normals(count, random);
        }
        return new Rows(
                count,
                normals(count, random),
                covariates,
                level,
                levels,
                shape.offset() ? normals(count, random) : null,
                weight,
                observations,
                shape.weights() ? 0.5 * observations : 0);
    }

    private static double[] normals(int count, Random random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /** Every kind of prior in turn; each seventh scalar stays flat; the first plain ones share a prior on their combination. */
    private static List<Prior> priors(List<Transform> scalars) {
        List<Prior> priors = new ArrayList<>();
        List<Integer> plain = new ArrayList<>();
        for (int k = 0; k < scalars.size(); k++) {
            int[] scalar = {k};
            double[] one = {1};
            if (scalars.get(k) == Transform.IDENTITY) {
                plain.add(k);
                switch (k % 4) {
                    case 0 -> priors.add(normal(scalar, one, 0.3, 100));
                    case 1 -> priors.add(studentT(scalar, one, -1, 2.5, 4, 0.375));
                    case 2 -> priors.add(studentT(scalar, one, 0, 5, 1, 1 / Math.PI));
                    default -> {
                        // Flat.
                    }
                }
            } else {
                switch (k % 4) {
                    case 0 -> priors.add(studentT(scalar, one, 0, 5, 1, 2 / Math.PI));
                    case 1 -> priors.add(new Prior(scalar, one, Shape.EXPONENTIAL, 0, 0.8, 0, -Math.log(0.8)));
                    case 2 ->
                        priors.add(new Prior(
                                scalar, one, Shape.NORMAL, 0, 5, 0, Math.log(2) - HALF_LOG_TWO_PI - Math.log(5)));
                    default -> priors.add(studentT(scalar, one, 0, 2, 4, 0.75));
                }
            }
        }
        if (plain.size() > 1) {
            int[] combined = plain.stream().limit(5).mapToInt(Integer::intValue).toArray();
            double[] weights = new double[combined.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = i == 0 ? 1 : 0.7 - 0.45 * i;
            }
            priors.add(normal(combined, weights, 1.2, 2.5));
            priors.add(studentT(combined, weights, -0.4, 1.5, 4, 0.375));
        }
        return priors;
    }

    private static Prior normal(int[] scalars, double[] weights, double mean, double sd) {
        return new Prior(scalars, weights, Shape.NORMAL, mean, sd, 0, -HALF_LOG_TWO_PI - Math.log(sd));
    }

    /** @param atMode the standard density at its mode */
    private static Prior studentT(
            int[] scalars, double[] weights, double location, double scale, double df, double atMode) {
        return new Prior(scalars, weights, Shape.STUDENT_T, location, scale, df, Math.log(atMode) - Math.log(scale));
    }
}
