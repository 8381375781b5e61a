package leapfrog.report.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.KernelDensity;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;

/** Draws the density of the observed response among densities of replicated ones, and their extremes. */
final class PredictiveFigure {
    private static final int CURVES = 40;
    private static final int POINTS = 100;

    private PredictiveFigure() {}

    static Drawn draw(FitView fit) {
        Optional<Replicates> replicates = fit.replicates();
        if (replicates.isEmpty()) {
            return new Drawn.Absent(FigureKind.PREDICTIVE, "responses of this family are not replicated yet");
        }
        return figure(fit, replicates.get());
    }

    private static Drawn figure(FitView fit, Replicates replicates) {
        String response = fit.model().design().responseName();
        String what = fit.model().options().priorOnly() ? "prior" : "posterior";
        String caption = "Data drawn again from " + what + " draws. Look for features of the observed curve that no"
                + " replicate has: another number of peaks, a longer tail, a bound that replicates cross. On the right,"
                + " the observed extremes should lie among those of the replicates.";
        return new Drawn.Figure(
                FigureKind.PREDICTIVE,
                caption,
                List.of(
                        new Drawn.Key("observed", Ink.DATA, Drawn.Mark.LINE),
                        new Drawn.Key("replicated", Ink.POSTERIOR, Drawn.Mark.LINE)),
                List.of(
                        new Drawn.Panel(
                                response,
                                "Density of the observed " + response + " among " + CURVES + " replicated ones.",
                                densities(replicates)),
                        statistic(
                                "smallest " + response,
                                replicates,
                                y -> Arrays.stream(y).min().orElse(0)),
                        statistic(
                                "largest " + response,
                                replicates,
                                y -> Arrays.stream(y).max().orElse(0))));
    }

    private static Plot densities(Replicates replicates) {
        double[] observed = replicates.observed();
        int[] some = Replicates.some(replicates.values().length, CURVES);
        double[] range = Chains.range(observed);
        double pad = 0.15 * (range[1] - range[0]);
        double[] x = Chains.grid(range[0] - pad, range[1] + pad, POINTS);
        Plot plot = new Plot(Chains.WIDTH, Chains.HEIGHT).bareY();
        for (int s : some) {
            plot.add(Layer.line()
                    .x(x)
                    .y(KernelDensity.UNBOUNDED.of(replicates.values()[s], x))
                    .ink(Ink.POSTERIOR)
                    .size(0.3)
                    .opacity(0.45));
        }
        return plot.add(Layer.line()
                .x(x)
                .y(KernelDensity.UNBOUNDED.of(observed, x))
                .ink(Ink.DATA)
                .size(1.1));
    }

    private static Drawn.Panel statistic(String title, Replicates replicates, ToDoubleFunction<double[]> of) {
        double observed = of.applyAsDouble(replicates.observed());
        double[] replicated =
                Arrays.stream(replicates.values()).mapToDouble(of).sorted().toArray();
        double[] range = Chains.range(IntStream.rangeClosed(0, replicated.length)
                .mapToDouble(s -> s < replicated.length ? replicated[s] : observed)
                .toArray());
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
