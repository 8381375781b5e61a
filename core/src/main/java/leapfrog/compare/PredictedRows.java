package leapfrog.compare;

import java.util.Arrays;
import leapfrog.model.Model;
import leapfrog.sample.Draws;

/**
 * Predicts rows from a fit in which they had no say: log p(y_i | the rows that had), the logarithm of the row's mean density over the draws, to the
 * power of its weight if it has one.
 *
 * <p>A row whose group has rows in the fit is predicted by that group's coefficients; one whose group has none, by those of a new level drawn from
 * the population. Where a Gaussian model's effects can be integrated out, they are, given each draw of the scales ({@link IntegratedDensity}); else the
 * density is that given all parameters, of which each draw has a new level's coefficients too.
 */
public final class PredictedRows {
    /** Log densities that are held at a time: a fold may have any number of rows. */
    private static final int AT_ONCE = 1 << 21;

    private PredictedRows() {}

    /**
     * [rows] the log densities.
     *
     * @param whole with all rows as they count
     * @param fitted the same model with weight 0 for these rows
     * @param draws of its reported quantities
     */
    public static double[] of(Model whole, Model fitted, Draws draws, int[] rows) {
        return of(whole, fitted, draws, rows, AT_ONCE);
    }

    static double[] of(Model whole, Model fitted, Draws draws, int[] rows, int atOnce) {
        RowLogDensity density = IntegratedDensity.obstacle(fitted) == null
                ? IntegratedDensity.of(whole, fitted, draws)
                : new LogLikelihood(whole, draws);
        int all = density.chains() * density.draws();
        double[] predicted = new double[rows.length];
        int most = density.rowsWithin(atOnce);
        for (int from = 0; from < rows.length; from += most) {
            int[] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + most));
            double[][] log = new double[some.length][all];
            density.evaluate(some, log);
            for (int i = 0; i < some.length; i++) {
                predicted[from + i] = Refits.logMean(log[i]);
            }
        }
        return predicted;
    }
}
