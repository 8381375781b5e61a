package leapfrog.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.backend.VerificationShape.Supports;
import leapfrog.engine.Problem;
import leapfrog.model.Likelihood;
import leapfrog.model.Marginal;
import leapfrog.model.MarginalSums;
import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure;
import leapfrog.model.ModelStructure.MarginalStructure;

/** Makes verification problems whose effects and population coefficients are integrated out: always the same ones. */
final class VerificationMarginals {
    /** Level counts, task by task, without effects none. */
    private static final int[] LEVELS = {85, 1, 2, 3, 8, 9, 1000, 85};

    /** Levels of a factor beside that one. */
    private static final int FURTHER_LEVELS = 4;

    private static final int[] ROWS = {919, 1, 2, 7, 8, 31, 4098, 0};

    private VerificationMarginals() {}

    /**
     * A model's structure.
     *
     * @param matched whether effects and population coefficients, two of each, have the same covariates, in all tasks but every third
     */
    record MarginalShape(MarginalStructure structure, boolean matched) {
        String name() {
            return "integrated out: " + structure.effects()
                    + (structure.blocks().isEmpty() ? "" : " correlated")
                    + (matched ? " matched" : "")
                    + " effects, " + structure.columns() + " coefficients"
                    + (structure.given() == 0 ? "" : " of which " + structure.given() + " are sampled")
                    + (structure.further().isEmpty()
                            ? ""
                            : ", " + (1 + structure.further().size()) + " factors");
        }

        /** Whether batches of many sizes are evaluated. */
        boolean swept() {
            return structure.effects() > 1 && structure.columns() == 2 && structure.given() == 0;
        }
    }

    /** X = Z C of matched effects, small enough for 4098 rows. */
    private static final double[] MATCHED = {0.02, 0.004, -0.003, 0.015};

    /** Numbers of effects and of population coefficients, with and without correlations. */
    static List<MarginalShape> all() {
        List<MarginalShape> all = new ArrayList<>();
        for (MarginalStructure structure : structures()) {
            all.add(new MarginalShape(structure, false));
        }
        all.add(new MarginalShape(new MarginalStructure(2, 2, List.of()), true));
        all.add(new MarginalShape(new MarginalStructure(2, 2, List.of(List.of(0, 2))), true));
        return List.copyOf(all);
    }

    private static List<MarginalStructure> structures() {
        return List.of(
                new MarginalStructure(0, 3, List.of()),
                new MarginalStructure(1, 0, List.of()),
                new MarginalStructure(1, 1, List.of()),
                new MarginalStructure(1, 6, List.of()),
                new MarginalStructure(2, 0, List.of(List.of(0, 2))),
                new MarginalStructure(2, 2, List.of()),
                new MarginalStructure(2, 2, List.of(List.of(0, 2))),
                new MarginalStructure(2, 4, List.of(List.of(0, 2))),
                new MarginalStructure(3, 2, List.of(List.of(0, 3))),
                new MarginalStructure(0, 4, 2, List.of(), List.of()),
                new MarginalStructure(1, 1, 1, List.of(), List.of()),
                new MarginalStructure(2, 2, 1, List.of(), List.of()),
                new MarginalStructure(2, 4, 2, List.of(List.of(0, 2)), List.of()),
                new MarginalStructure(1, 3, 1, List.of(), List.of(new MarginalStructure(1, 0, List.of()))),
                new MarginalStructure(1, 2, 0, List.of(), List.of(new MarginalStructure(1, 0, List.of()))),
                new MarginalStructure(
                        2,
                        1,
                        0,
                        List.of(),
                        List.of(
                                new MarginalStructure(2, 0, List.of(List.of(0, 2))),
                                new MarginalStructure(1, 0, List.of()))));
    }

    static Problem problem(MarginalShape shape) {
        MarginalStructure structure = shape.structure();
        Random random = new Random(shape.name().hashCode());
        List<ModelData> tasks = new ArrayList<>();
        for (int t = 0; t < LEVELS.length; t++) {
            tasks.add(task(structure, shape.matched() && t % 3 != 2, ROWS[t], LEVELS[t], random));
        }
        return new Problem(
                new ModelStructure(Likelihood.NORMAL, List.of(), List.of(), 0, false, false, structure), tasks);
    }

    private static ModelData task(MarginalStructure structure, boolean matched, int rows, int levels, Random random) {
        VerificationScalars scalars = new VerificationScalars(Supports.PLAIN);
        int sigma = scalars.positive();
        int[] sd = new int[structure.effects()];
        for (int k = 0; k < sd.length; k++) {
            sd[k] = scalars.noncenteredScale();
        }
        List<Marginal.Block> blocks = structure.blocks().stream()
                .map(block -> new Marginal.Block(block.get(0), block.get(1), scalars.correlations(block.get(1))))
                .toList();
        List<Marginal.Further> further = new ArrayList<>();
        int first = structure.columns();
        for (MarginalStructure factor : structure.further()) {
            further.add(further(factor, first, scalars));
            first = further.getLast().end();
        }
        int[] given = new int[structure.given()];
        for (int k = 0; k < given.length; k++) {
            given[k] = k == 0 ? scalars.positive() : scalars.real();
        }
        Marginal marginal = marginal(sd, blocks, rows, levels, structure.columns(), given, matched, further, random);
        return new ModelData(
                "rows " + rows + ", levels " + levels,
                scalars.size(),
                scalars.transforms(),
                scalars.priors(),
                List.of(),
                List.of(),
                List.of(ModelData.FamilyParameter.estimated(sigma)),
                new ModelData.Rows(
                        0,
                        new double[0],
                        new double[0][],
                        new int[0][],
                        new int[0],
                        null,
                        null,
                        null,
                        ModelData.Totals.of(rows)),
                marginal);
    }

    private static Marginal.Further further(MarginalStructure factor, int first, VerificationScalars scalars) {
        int[] sd = new int[factor.effects()];
        for (int k = 0; k < sd.length; k++) {
            sd[k] = scalars.noncenteredScale();
        }
        List<Marginal.Block> blocks = factor.blocks().stream()
                .map(block -> new Marginal.Block(block.get(0), block.get(1), scalars.correlations(block.get(1))))
                .toList();
        return new Marginal.Further(sd, blocks, FURTHER_LEVELS, first);
    }

    private static Marginal marginal(
            int[] sd,
            List<Marginal.Block> blocks,
            int rows,
            int levels,
            int p,
            int[] given,
            boolean matched,
            List<Marginal.Further> further,
            Random random) {
        int k = sd.length;
        int width = further.isEmpty() ? p : further.getLast().end();
        int effects = further.stream().mapToInt(Marginal.Further::effects).sum();
        MarginalSums sums = MarginalSums.zero(levels, k, width);
        double squares = 0;
        int[] at = IntStream.range(0, p + effects).toArray();
        for (int i = 0; i < rows; i++) {
            // The last of several levels has no rows.
            int level = random.nextInt(Math.max(1, levels - 1));
            double w = 1 + random.nextInt(3);
            double y = random.nextGaussian();
            double[] x = Arrays.copyOf(covariates(p, random), p + effects);
            int next = p;
            for (Marginal.Further factor : further) {
                double[] ofFactor = covariates(factor.effects(), random);
                int first = factor.first() + random.nextInt(FURTHER_LEVELS - 1) * factor.effects();
                for (int e = 0; e < ofFactor.length; e++) {
                    x[next] = ofFactor[e];
                    at[next++] = first + e;
                }
            }
            // In two thirds of the levels both effects have one covariate.
            double[] z = level % 3 == 0 ? covariates(k, random) : ones(k);
            if (matched) {
                for (int m = 0; m < p; m++) {
                    x[m] = z[0] * MATCHED[m] + z[1] * MATCHED[p + m];
                }
            }
            squares += w * y * y;
            sums.add(level, w, y, x, at, z);
        }
        double[] precision = new double[p * p];
        double[] moment = new double[p];
        double[] map = new double[p * p];
        double[] shift = new double[p];
        int integrated = p - given.length;
        for (int m = 0; m < p; m++) {
            precision[m * p + m] = 0.1 + m;
            moment[m] = 0.3 - 0.1 * m;
            map[m * p + m] = 1;
        }
        for (int m = integrated; m < p; m++) {
            shift[m] = 0.2;
            for (int n = 0; n < m; n++) {
                precision[m * p + n] = 0.05;
                precision[n * p + m] = 0.05;
            }
        }
        if (matched) {
            map = MATCHED;
        }
        return new Marginal(
                sd,
                blocks,
                levels,
                p,
                given,
                further,
                sums.effectGram(),
                sums.effectColumn(),
                sums.effectResponse(),
                k > 0 ? sums.columnGram() : diagonal(sums.columnGram(), p, integrated),
                sums.columnResponse(),
                squares,
                precision,
                moment,
                2,
                rows,
                -0.25 * rows,
                shift,
                map);
    }

    /** Without effects the matrix of the first columns is diagonal. */
    private static double[] diagonal(double[] matrix, int n, int first) {
        double[] diagonal = matrix.clone();
        for (int m = 0; m < first; m++) {
            Arrays.fill(diagonal, m * n, m * n + first, 0);
            diagonal[m * n + m] = matrix[m * n + m];
        }
        return diagonal;
    }

    private static double[] covariates(int count, Random random) {
        double[] values = ones(count);
        for (int k = 1; k < count; k++) {
            values[k] = random.nextGaussian();
        }
        return values;
    }

    private static double[] ones(int count) {
        double[] values = new double[count];
        Arrays.fill(values, 1);
        return values;
    }
}
