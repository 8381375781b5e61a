package leapfrog.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import leapfrog.backend.VerificationShape.Piece;
import leapfrog.engine.Problem;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Correlated;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelStructure;
import leapfrog.model.ModelStructure.Source;
import org.jspecify.annotations.Nullable;

/**
 * Makes the data of verification problems: always the same ones, with row and level counts on both sides of every tail, levels
 * without rows.
 */
final class VerificationProblems {
    /** Row counts of the tasks of a problem; without rows the priors are left. */
    static final int[] ROWS = {31, 1, 2, 7, 8, 9, 919, 4098, 0};
    /** Level counts of factor 0, task by task; the other factors have them in another order. */
    private static final int[] LEVELS = {85, 1, 2, 85, 3, 9, 1000, 85};

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
        List<Integer> correlated = new ArrayList<>();
        for (int p = 0; p < shape.pieces().size(); p++) {
            Piece piece = shape.pieces().get(p);
            terms.add(new ModelStructure.TermStructure(piece.covariate() < 0, piece.factor(), piece.source()));
            if (first(shape, p)) {
                correlated.add(blockSize(shape, p));
            }
        }
        return new ModelStructure(
                shape.likelihood(), terms, correlated, shape.factors(), shape.offset(), shape.weights());
    }

    /** Whether a piece is the first of a block. */
    private static boolean first(VerificationShape shape, int p) {
        Piece piece = shape.pieces().get(p);
        return piece.source() == Source.CORRELATED
                && (p == 0 || !piece.sharesBlock(shape.pieces().get(p - 1)));
    }

    private static int blockSize(VerificationShape shape, int p) {
        int end = p;
        while (end < shape.pieces().size()
                && shape.pieces().get(p).sharesBlock(shape.pieces().get(end))) {
            end++;
        }
        return end - p;
    }

    private static ModelData task(VerificationShape shape, String name, int rows, int[] levels, Random random) {
        VerificationScalars scalars = new VerificationScalars(shape.supports());
        List<ModelData.FamilyParameter> parameters = new ArrayList<>();
        for (String parameter : shape.likelihood().parameters()) {
            // nu is fixed where the model is a plain hierarchy.
            boolean fixed = parameter.equals("nu") && shape.name().endsWith("hierarchy");
            parameters.add(
                    fixed
                            ? ModelData.FamilyParameter.fixed(4)
                            : ModelData.FamilyParameter.estimated(scalars.positive()));
        }
        int count = shape.pieces().size();
        int[] means = new int[count];
        int[] deviations = new int[count];
        int[][] direct = new int[count][];
        for (int p = 0; p < count; p++) {
            Piece piece = shape.pieces().get(p);
            if (piece.source() == Source.DIRECT) {
                direct[p] = direct(piece, p, levels, scalars);
            } else {
                means[p] = piece.mean() ? scalars.real() : -1;
                deviations[p] = piece.centering() == VerificationShape.Centering.NONE
                        ? scalars.noncenteredScale()
                        : scalars.positive();
            }
        }
        List<Term> terms = new ArrayList<>();
        List<Correlated> blocks = new ArrayList<>();
        int[] partials = new int[count];
        for (int p = 0; p < count; p++) {
            if (first(shape, p)) {
                partials[p] = scalars.correlations(blockSize(shape, p));
            }
        }
        int coefficient = 0;
        int coordinate = scalars.size();
        int member = 0;
        for (int p = 0; p < count; p++) {
            Piece piece = shape.pieces().get(p);
            int size = piece.factor() < 0 ? 1 : levels[piece.factor()];
            boolean[] centered = new boolean[size];
            for (int j = 0; j < size; j++) {
                centered[j] = piece.centering().of(j);
            }
            ModelData.Source source = switch (piece.source()) {
                case DIRECT -> new ModelData.Direct(direct[p]);
                case POOLED -> new ModelData.Pooled(means[p], deviations[p], coordinate, centered);
                case CORRELATED -> {
                    member = first(shape, p) ? 0 : member + 1;
                    if (member == 0) {
                        int end = p + blockSize(shape, p);
                        blocks.add(new Correlated(
                                Arrays.copyOfRange(means, p, end),
                                Arrays.copyOfRange(deviations, p, end),
                                partials[p],
                                coordinate,
                                centered));
                    }
                    yield new ModelData.InBlock(blocks.size() - 1, member);
                }
            };
            coordinate += piece.source() == Source.DIRECT ? 0 : size;
            terms.add(new Term(piece.covariate(), piece.factor(), coefficient, size, source));
            coefficient += size;
        }
        return new ModelData(
                name,
                coordinate,
                scalars.transforms(),
                scalars.priors(),
                terms,
                blocks,
                parameters,
                rows(shape, rows, levels, random));
    }

    /** Scalars of a direct term; some are the constant 0, as reference levels are. */
    private static int[] direct(Piece piece, int p, int[] levels, VerificationScalars scalars) {
        int[] direct = new int[piece.factor() < 0 ? 1 : levels[piece.factor()]];
        for (int j = 0; j < direct.length; j++) {
            boolean reference = piece.factor() >= 0 && j == 0 && p > 0;
            direct[j] = reference ? -1 : scalars.real();
        }
        return direct;
    }

    private static Rows rows(VerificationShape shape, int wanted, int[] levels, Random random) {
        // Places of cells, level by level, value by value.
        int[] cells = shape.cells()
                ? random.ints(0, 2 * levels[0])
                        .distinct()
                        .limit(Math.min(wanted, 2 * levels[0]))
                        .sorted()
                        .toArray()
                : new int[0];
        int count = shape.cells() ? cells.length : wanted;
        int[][] level = new int[levels.length][count];
        for (int f = 0; f < levels.length; f++) {
            for (int i = 0; i < count; i++) {
                // The first and the last of many levels, and some between, have no rows.
                level[f][i] = shape.cells()
                        ? cells[i] / 2
                        : levels[f] < 3 ? random.nextInt(levels[f]) : 1 + random.nextInt(levels[f] - 2);
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
            covariates[k] = shape.cells()
                    ? Arrays.stream(cells).mapToDouble(cell -> cell % 2).toArray()
                    : normals(count, random);
        }
        double[] response = responses(shape.likelihood(), count, weight, random);
        double[] error = null;
        if (shape.likelihood() == Likelihood.NORMAL_WITH_ERROR) {
            error = normals(count, random);
            for (int i = 0; i < count; i++) {
                error[i] = Math.exp(error[i]);
            }
        }
        return new Rows(
                count,
                response,
                covariates,
                level,
                levels,
                shape.offset() ? normals(count, random) : null,
                weight,
                error,
                totals(shape, observations, response));
    }

    private static Totals totals(VerificationShape shape, double observations, double[] response) {
        double squares = shape.likelihood() == Likelihood.NORMAL && shape.weights() ? 0.5 * observations : 0;
        double[] distinct = shape.likelihood() == Likelihood.NEGATIVE_BINOMIAL
                ? Arrays.stream(response).filter(y -> y > 0).sorted().distinct().toArray()
                : new double[0];
        double[] weights = new double[distinct.length];
        for (int u = 0; u < weights.length; u++) {
            weights[u] = 1 + u % 5;
        }
        return new Totals(observations, squares, -0.25 * observations, distinct, weights);
    }

    private static double[] responses(Likelihood likelihood, int count, double @Nullable [] weight, Random random) {
        double[] response = normals(count, random);
        for (int i = 0; i < count; i++) {
            double trials = weight == null ? 1 : weight[i];
            response[i] = switch (likelihood) {
                case NORMAL, NORMAL_WITH_ERROR, STUDENT_T -> response[i];
                case BINOMIAL -> random.nextInt((int) trials + 1);
                // Many zeros, some counts, a few large ones.
                case POISSON, NEGATIVE_BINOMIAL -> Math.floor(trials * Math.exp(2 * response[i]));
            };
        }
        return response;
    }

    private static double[] normals(int count, Random random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
