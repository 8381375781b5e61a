package leapfrog.opencl;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import leapfrog.engine.Problem;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelStructure;
import leapfrog.model.ModelStructure.Source;
import leapfrog.model.ModelStructure.TermStructure;
import leapfrog.model.Transform;

/** Makes problems with two crossed factors: y ~ Normal(a[i] + z b[j], sigma), a and b pooled. */
final class TestProblems {
    static final ModelStructure CROSSED = new ModelStructure(
            Likelihood.NORMAL,
            List.of(new TermStructure(true, 0, Source.POOLED), new TermStructure(false, 1, Source.POOLED)),
            List.of(),
            2,
            false,
            false);

    private TestProblems() {}

    /** Tasks of so many rows each, with 7 and 3 levels. */
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
}
