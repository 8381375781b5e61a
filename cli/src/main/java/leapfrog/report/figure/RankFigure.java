package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;

/**
 * Draws, for each chain, how many of its draws have the low, middling and high ranks among the draws of all chains (Vehtari et al. 2021, <a
 * href="https://doi.org/10.1214/20-BA1221">doi:10.1214/20-BA1221</a>).
 */
final class RankFigure {
    private static final int BINS = 20;
    /** Fewest draws a chain expected in a bin. */
    private static final int LEAST = 5;

    private RankFigure() {}

    static Drawn draw(FitView fit) {
        int draws = fit.draws().draws();
        int chains = fit.draws().chains();
        if (chains < 2) {
            return new Drawn.Absent(FigureKind.RANK, "ranks compare chains, and there is one");
        }
        int bins = Math.min(BINS, draws / LEAST);
        if (bins < 2) {
            return new Drawn.Absent(FigureKind.RANK, "it needs at least " + 2 * LEAST + " draws a chain");
        }
        List<Drawn.Panel> panels = new ArrayList<>();
        for (int column : fit.shownQuantities()) {
            panels.add(new Drawn.Panel(
                    fit.name(column),
                    "Rank histograms of " + Chains.state(fit, column),
                    plot(fit, fit.quantity(column), bins)));
        }
        List<Drawn.Key> keys = new ArrayList<>(Chains.keys(fit));
        keys.add(new Drawn.Key("95 % of chains that agree", Ink.BAND, Drawn.Mark.BAND));
        String caption =
                "Look for steps that stay about level. A chain with too many low or high ranks sits elsewhere than the"
                        + " others; a valley or a hill in the middle means that its spread differs. Independent draws"
                        + " leave the band one time in twenty; autocorrelated draws wander more.";
        return new Drawn.Figure(FigureKind.RANK, caption, keys, panels);
    }

    private static Plot plot(FitView fit, double[][] values, int bins) {
        int draws = fit.draws().draws();
        int total = fit.total();
        double[] sorted =
                Arrays.stream(values).flatMapToDouble(Arrays::stream).sorted().toArray();
        double expected = (double) draws / bins;
        // A bin's count is hypergeometric: of all draws one in so many bins falls in it, of which this chain has its
        // share.
        double sd = Math.sqrt(expected * (1 - 1.0 / bins) * (total - draws) / (total - 1.0));
        Plot plot = new Plot(Chains.WIDTH, Chains.HEIGHT)
                .x("rank, from low to high")
                .bareY();
        double[] ends = {0, bins};
        plot.add(Layer.ribbon()
                .x(ends)
                .column("ymin", expected - 1.96 * sd, expected - 1.96 * sd)
                .column("ymax", expected + 1.96 * sd, expected + 1.96 * sd)
                .ink(Ink.BAND)
                .opacity(0.7));
        int[] chains = fit.shownChains();
        Layer steps = Layer.path();
        double reach = 4 * sd;
        for (int k = 0; k < chains.length; k++) {
            double[] counts = counts(values[chains[k]], sorted, bins);
            double[] x = new double[2 * bins];
            double[] y = new double[2 * bins];
            for (int b = 0; b < bins; b++) {
                x[2 * b] = b;
                x[2 * b + 1] = b + 1.0;
                y[2 * b] = counts[b];
                y[2 * b + 1] = counts[b];
                reach = Math.max(reach, Math.abs(counts[b] - expected));
            }
            steps.series(x, y, Ink.chain(k));
        }
        plot.add(steps);
        return plot.namesAtX(new double[] {0, bins / 2.0, bins}, List.of("0", "½", "1"))
                .range("y", expected - 1.05 * reach, expected + 1.05 * reach);
    }

    /** Equal values share the middle of their ranks. */
    private static double[] counts(double[] chain, double[] sorted, int bins) {
        double[] counts = new double[bins];
        for (double value : chain) {
            int first = first(sorted, value);
            int next = first;
            while (next < sorted.length && sorted[next] == value) {
                next++;
            }
            double rank = (first + Math.max(first, next - 1)) / 2.0;
            counts[Math.min(bins - 1, (int) (rank * bins / sorted.length))]++;
        }
        return counts;
    }

    /** Index of the first element that is not less. */
    private static int first(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
