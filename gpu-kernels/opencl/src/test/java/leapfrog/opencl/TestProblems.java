package leapfrog.opencl;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import leapfrog.engine.Backend;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelStructure;
import leapfrog.model.ModelStructure.Source;
import leapfrog.model.ModelStructure.TermStructure;
import leapfrog.model.Transform;

/** Makes problems, with two crossed factors or of a logistic regression, and evaluates points of them. */
final class TestProblems {
    static final ModelStructure CROSSED = new ModelStructure(
            Likelihood.NORMAL,
            List.of(new TermStructure(true, 0, Source.POOLED), new TermStructure(false, 1, Source.POOLED)),
            List.of(),
            2,
            false,
            false);

    private TestProblems() {}

    /** Tasks of so many rows each, y ~ Normal(a[i] + z b[j], sigma), a and b pooled, with 7 and 3 levels. */
    static Problem crossed(int... rows) {
        List<ModelData> tasks = Arrays.stream(rows).mapToObj(TestProblems::task).toList();
        return new Problem(CROSSED, tasks);
    }

    private static ModelData task(int rows) {
        Random random = new Random(rows);
        double[] response = random.doubles(rows, -2, 2).toArray();
        double[] covariate = random.doubles(rows, -1, 1).toArray();
        int[] first = random.ints(rows, 0, 7).sorted().toArray();
        int[] second = random.ints(rows, 0, 3).toArray();
        boolean[] noncentered = new boolean[7];
        boolean[] centered = {true, true, true};
        return new ModelData(
                rows + " rows",
                14,
                List.of(Transform.IDENTITY, Transform.EXP, Transform.EXP, Transform.EXP),
                List.of(),
                List.of(
                        new Term(-1, 0, 0, 7, new Pooled(0, 1, 4, noncentered)),
                        new Term(0, 1, 7, 3, new Pooled(-1, 2, 11, centered))),
                List.of(),
                List.of(FamilyParameter.estimated(3)),
                new Rows(
                        rows,
                        response,
                        new double[][] {covariate},
                        new int[][] {first, second},
                        new int[] {7, 3},
                        null,
                        null,
                        null,
                        Totals.of(rows)));
    }

    /** One task of so many rows, y ~ Bernoulli(logistic(a[i] + z b)), a pooled, of 3 levels. */
    static Problem logistic(int rows) {
        Random random = new Random(rows);
        ModelStructure structure = new ModelStructure(
                Likelihood.BINOMIAL,
                List.of(new TermStructure(true, 0, Source.POOLED), new TermStructure(false, -1, Source.DIRECT)),
                List.of(),
                1,
                false,
                true);
        double[] trials = new double[rows];
        Arrays.fill(trials, 1);
        double[] response = random.ints(rows, 0, 2).asDoubleStream().toArray();
        double[] covariate = random.doubles(rows, -1, 1).toArray();
        int[] level = random.ints(rows, 0, 3).sorted().toArray();
        ModelData task = new ModelData(
                rows + " rows",
                5,
                List.of(Transform.IDENTITY, Transform.EXP),
                List.of(),
                List.of(
                        new Term(-1, 0, 0, 3, new Pooled(-1, 1, 2, new boolean[3])),
                        new Term(0, -1, 3, 1, new Direct(new int[] {0}))),
                List.of(),
                List.of(),
                new Rows(
                        rows,
                        response,
                        new double[][] {covariate},
                        new int[][] {level},
                        new int[] {3},
                        null,
                        trials,
                        null,
                        Totals.of(rows)));
        return new Problem(structure, List.of(task));
    }

    /** So many points of a problem's first task. */
    static double[][] points(Problem problem, int count) {
        Random random = new Random(4);
        double[][] points = new double[count][];
        Arrays.setAll(
                points,
                p -> random.doubles(problem.tasks().getFirst().dimension(), -1, 1)
                        .toArray());
        return points;
    }

    /** Gradients, then the log density, of points of the first task, by kernels that are sized for so many chains. */
    static double[][] evaluate(Backend backend, Problem problem, double[][] points, int chains) {
        int dimension = points[0].length;
        double[][] results = new double[points.length][dimension + 1];
        try (Session session = backend.open(problem, new EngineOptions(chains, 1, ""));
                GradientEvaluator evaluator = session.gradients()) {
            GradientBatch batch = evaluator.batch();
            int lanes = batch.lanes();
            for (int block = 0; block * lanes < points.length; block++) {
                batch.addBlock(0, dimension);
                for (int i = 0; i < batch.length(block); i++) {
                    int p = Math.min(points.length - 1, block * lanes + i % lanes);
                    batch.positions()[batch.at(block) + i] = points[p][i / lanes];
                }
                batch.store(block);
            }
            evaluator.evaluate(batch);
            for (int p = 0; p < points.length; p++) {
                int block = p / lanes;
                batch.load(block);
                for (int d = 0; d < dimension; d++) {
                    results[p][d] = batch.gradients()[batch.at(block) + d * lanes + p % lanes];
                }
                results[p][dimension] = batch.logDensities()[p];
            }
        }
        return results;
    }
}
