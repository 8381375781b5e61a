package leapfrog.report.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.diagnose.Quantiles;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.KernelDensity;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;

/** Draws the distribution of the observed response among those of replicated ones, and their extremes. */
final class PredictiveFigure {
    private static final int CURVES = 30;
    private static final int POINTS = 80;
    /** Most bars of a histogram of counts. */
    private static final int BARS = 25;

    private final Replicates replicates;
    private final String response;
    private final String what;

    private PredictiveFigure(FitView fit) {
        replicates = fit.replicates();
        response = fit.model().design().responseName();
        what = fit.model().options().priorOnly() ? "prior" : "posterior";
    }

    static Drawn draw(FitView fit) {
        return new PredictiveFigure(fit).figure();
    }

    private Drawn figure() {
        boolean counts = replicates.counts();
        String caption = "Data drawn again from " + what + " draws. Look for features of the observed "
                + (counts ? "bars outside the replicates' intervals" : "curve that no replicate has")
                + ": another number of peaks, a longer tail, a bound that replicates cross."
                + " The observed extremes should lie among those of the replicates.";
        String shape = counts
                ? "How often each value of " + response + " was observed, and intervals of how often it was replicated."
                : "Density of the observed " + response + " among replicated ones.";
        return new Drawn.Figure(
                FigureKind.PREDICTIVE,
                caption,
                List.of(
                        new Drawn.Key("observed", Ink.DATA, counts ? Drawn.Mark.BAND : Drawn.Mark.LINE),
                        new Drawn.Key(counts ? "90 % of replicates" : "replicated", Ink.POSTERIOR, Drawn.Mark.LINE)),
                List.of(
                        new Drawn.Panel(response, shape, counts ? bars() : densities()),
                        statistic(
                                "smallest " + response,
                                y -> Arrays.stream(y).min().orElse(0)),
                        statistic(
                                "largest " + response,
                                y -> Arrays.stream(y).max().orElse(0))));
    }

    private Plot densities() {
        double[] observed = replicates.observed();
        int[] some = Replicates.some(replicates.values().length, CURVES);
        double[] range = Chains.range(observed);
        double pad = 0.15 * (range[1] - range[0]);
        double[] x = Chains.grid(range[0] - pad, range[1] + pad, POINTS);
        Plot plot = new Plot(Chains.WIDTH, Chains.HEIGHT).bareY();
        Layer curves = Layer.line().size(0.3).opacity(0.45);
        for (int s : some) {
            curves.series(x, KernelDensity.UNBOUNDED.of(replicates.values()[s], x), Ink.POSTERIOR);
        }
        return plot.add(curves)
                .add(Layer.line()
                        .x(x)
                        .y(KernelDensity.UNBOUNDED.of(observed, x))
                        .ink(Ink.DATA)
                        .size(1.1));
    }

    /** Whole numbers, or ranges of so many of them, by how often they occur. */
    private Plot bars() {
        double[] range = Chains.range(replicates.observed());
        double low = Math.floor(range[0]);
        double width = Math.ceil((range[1] - low + 1) / BARS);
        int bars = (int) ((range[1] - low) / width) + 1;
        double[] x = IntStream.range(0, bars)
                .mapToDouble(b -> low + b * width + (width - 1) / 2)
                .toArray();
        double[][] counts = Arrays.stream(replicates.values())
                .map(values -> counts(values, low, width, bars))
                .toArray(double[][]::new);
        double[] lower = new double[bars];
        double[] upper = new double[bars];
        for (int b = 0; b < bars; b++) {
            int bar = b;
            double[] sorted =
                    Arrays.stream(counts).mapToDouble(c -> c[bar]).sorted().toArray();
            lower[b] = Quantiles.of(sorted, 0.05);
            upper[b] = Quantiles.of(sorted, 0.95);
        }
        double[] ends = {x[0] - width, x[bars - 1] + width};
        return new Plot(Chains.WIDTH, Chains.HEIGHT)
                .y("rows")
                .range("x", ends[0], ends[1])
                .add(Layer.bars()
                        .x(x)
                        .y(counts(replicates.observed(), low, width, bars))
                        .ink(Ink.DATA)
                        .opacity(0.45))
                .add(Layer.segments()
                        .x(x)
                        .column("xend", x)
                        .y(lower)
                        .column("yend", upper)
                        .ink(Ink.POSTERIOR)
                        .size(1.5));
    }

    private static double[] counts(double[] values, double low, double width, int bars) {
        double[] counts = new double[bars];
        for (double value : values) {
            int bar = (int) Math.floor((value - low) / width);
            if (bar >= 0 && bar < bars) {
                counts[bar]++;
            }
        }
        return counts;
    }

    private Drawn.Panel statistic(String title, ToDoubleFunction<double[]> of) {
        double observed = of.applyAsDouble(replicates.observed());
        double[] replicated =
                Arrays.stream(replicates.values()).mapToDouble(of).sorted().toArray();
        double[] range = Chains.range(new double[] {replicated[0], replicated[replicated.length - 1], observed});
        double[] x = Chains.grid(range[0], range[1], POINTS);
        Plot plot = new Plot(Chains.WIDTH, Chains.HEIGHT)
                .bareY()
                .add(Layer.area()
                        .x(x)
                        .y(KernelDensity.UNBOUNDED.of(replicated, x))
                        .ink(Ink.POSTERIOR)
                        .opacity(0.3)
                        .size(0.8))
                .add(Layer.mark(observed).ink(Ink.DATA).size(1.1));
        long below = Arrays.stream(replicated).filter(v -> v < observed).count();
        return new Drawn.Panel(
                title,
                String.format(
                        Locale.ROOT,
                        "The observed %s is %.4g, above %.0f %% of the replicated ones.",
                        title,
                        observed,
                        100.0 * below / replicated.length),
                plot);
    }
}
