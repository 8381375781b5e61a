package leapfrog.report.figure;

import java.util.Optional;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.LinearPredictor;
import leapfrog.random.BulkNormals;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;

/**
 * Holds responses drawn again from some posterior draws, beside the observed ones.
 *
 * @param observed [rows]
 * @param mean [rows] the posterior mean of the linear predictor, by which rows can be ordered
 * @param values [draws][rows]
 */
record Replicates(double[] observed, double[] mean, double[][] values) {
    private static final int DRAWS = 200;
    private static final int ROWS = 4000;

    /** Of a Gaussian fit; empty for other families. */
    static Optional<Replicates> of(FitView fit) {
        return fit.model().options().family().kind() == Family.Kind.GAUSSIAN
                ? Optional.of(gaussian(fit))
                : Optional.empty();
    }

    private static Replicates gaussian(FitView fit) {
        Design design = fit.model().design();
        LinearPredictor predictor = LinearPredictor.of(fit.model());
        int all = predictor.rows();
        int[] rows = some(all, ROWS);
        int[] draws = some(fit.total(), DRAWS);
        double[] eta = new double[all];
        double[][] values = new double[draws.length][rows.length];
        double[] normals = new double[rows.length];
        BulkNormals bulk = new BulkNormals();
        int perChain = fit.draws().draws();
        int width = fit.draws().quantities();
        for (int s = 0; s < draws.length; s++) {
            int chain = draws[s] / perChain;
            int draw = draws[s] % perChain;
            double[] quantities = fit.draws().values()[chain];
            predictor.evaluate(quantities, draw * width, 0, all, eta);
            bulk.fill(
                    new ChainRandom(fit.saved().fit().settings().seed(), chain),
                    Purpose.PREDICT,
                    draw,
                    normals,
                    rows.length);
            double sigma = sigma(fit, quantities, draw * width);
            for (int i = 0; i < rows.length; i++) {
                values[s][i] = eta[rows[i]] + deviation(design, sigma, rows[i]) * normals[i];
            }
        }
        predictor.evaluate(fit.means(), 0, 0, all, eta);
        double[] observed = new double[rows.length];
        double[] mean = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            observed[i] = design.response()[rows[i]];
            mean[i] = eta[rows[i]];
        }
        return new Replicates(observed, mean, values);
    }

    private static double sigma(FitView fit, double[] draw, int at) {
        Double fixed = fit.model().options().family().fixed().get("sigma");
        int column = fit.column("sigma");
        return fixed != null ? fixed : column < 0 ? 0 : draw[at + column];
    }

    /** With known standard errors s: s, or √(σ² + s²). */
    private static double deviation(Design design, double sigma, int row) {
        double[] error = design.additions().standardError();
        if (error == null) {
            return sigma;
        }
        return design.additions().sigma() ? Math.hypot(sigma, error[row]) : error[row];
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
}
