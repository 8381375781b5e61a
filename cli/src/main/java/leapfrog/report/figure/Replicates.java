package leapfrog.report.figure;

import java.util.List;
import leapfrog.model.Design;
import leapfrog.model.Model;
import leapfrog.predict.PredictionBlock;
import leapfrog.predict.PredictionKind;
import leapfrog.predict.PredictionSink;
import leapfrog.predict.Predictor;
import leapfrog.sample.Draws;

/**
 * Holds responses drawn again from some of a fit's draws, beside the observed ones, at all rows or, evenly chosen, some.
 *
 * @param observed [rows]
 * @param mean [rows] the mean of the replicated values, by which rows can be ordered
 * @param values [draws][rows]
 */
record Replicates(double[] observed, double[] mean, double[][] values) {
    private static final int DRAWS = 300;
    private static final int ROWS = 4000;

    static Replicates of(FitView fit) {
        Model model = fit.model();
        Design design = model.design();
        int[] rows = some(design.rows(), ROWS);
        Draws draws = thinned(fit.draws(), DRAWS);
        double[][] values = new double[draws.draws()][rows.length];
        double[] observed = new double[rows.length];
        double[] mean = new double[rows.length];
        long seed = fit.saved().fit().settings().seed();
        new Predictor(model, draws, design, seed).run(PredictionKind.RESPONSE, List.of(new PredictionSink() {
            private int next;

            @Override
            public void prepare(PredictionBlock block) {}

            @Override
            public void take(PredictionBlock block) {
                for (; next < rows.length && rows[next] < block.to(); next++) {
                    double[] row = block.row(rows[next] - block.from());
                    observed[next] = design.response()[rows[next]];
                    for (int s = 0; s < values.length; s++) {
                        values[s][next] = row[s];
                        mean[next] += row[s] / values.length;
                    }
                }
            }
        }));
        return new Replicates(observed, mean, values);
    }

    /** At most so many draws of all chains, evenly chosen, as one chain. */
    static Draws thinned(Draws draws, int most) {
        int width = draws.quantities();
        int[] chosen = some(draws.chains() * draws.draws(), most);
        double[] values = new double[chosen.length * width];
        for (int s = 0; s < chosen.length; s++) {
            System.arraycopy(
                    draws.values()[chosen[s] / draws.draws()],
                    chosen[s] % draws.draws() * width,
                    values,
                    s * width,
                    width);
        }
        return new Draws(draws.variables(), chosen.length, new double[][] {values});
    }

    /** All numbers below n, or so many of them, evenly. */
    static int[] some(int n, int most) {
        int count = Math.min(n, most);
        int[] some = new int[count];
        for (int k = 0; k < count; k++) {
            some[k] = (int) ((long) k * n / count);
        }
        return some;
    }

    /** Whether all responses are whole numbers, as counts are. */
    boolean counts() {
        for (double y : observed) {
            if (y != Math.rint(y)) {
                return false;
            }
        }
        return values[0][0] == Math.rint(values[0][0]);
    }
}
