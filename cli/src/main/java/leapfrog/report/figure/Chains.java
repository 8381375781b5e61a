package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import leapfrog.report.plot.Ink;
import leapfrog.sample.SummaryRow;

/** Says in keys and words what figures of single quantities have in common: which chains, how good they are. */
final class Chains {
    /** Size of a panel of one quantity. */
    static final double WIDTH = 340;

    static final double HEIGHT = 170;

    private Chains() {}

    /** One key a chain that is shown. */
    static List<Drawn.Key> keys(FitView fit) {
        List<Drawn.Key> keys = new ArrayList<>();
        int[] chains = fit.shownChains();
        for (int k = 0; k < chains.length; k++) {
            keys.add(new Drawn.Key("chain " + chains[k], Ink.chain(k), Drawn.Mark.LINE));
        }
        return keys;
    }

    /** {@code sigma: mean 0.727, sd 0.018, R-hat 1.001, bulk ESS 3312.} */
    static String state(FitView fit, int column) {
        SummaryRow row = fit.summary(column);
        return String.format(
                Locale.ROOT,
                "%s: mean %.4g, sd %.3g, R-hat %.3f, bulk effective sample size %.0f.",
                row.parameter(),
                row.mean(),
                row.sd(),
                row.rhat(),
                row.essBulk());
    }

    /** The least and the greatest value; a range of one value is widened. */
    static double[] range(double[] values) {
        double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
        double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
        double pad = high > low ? 0 : Math.max(1e-3, Math.abs(low) * 0.01);
        return new double[] {low - pad, high + pad};
    }

    /** Evenly spaced numbers from a to b, both included. */
    static double[] grid(double a, double b, int points) {
        double[] grid = new double[points];
        for (int i = 0; i < points; i++) {
            grid[i] = a + (b - a) * i / (points - 1);
        }
        return grid;
    }
}
