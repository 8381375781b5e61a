package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.diagnose.Quantiles;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;

/** Draws the values of quantities over the draws of each chain. */
final class TraceFigure {
    /** Most points of a line, and most marks of divergences. */
    private static final int POINTS = 300;

    private static final int MARKS = 200;
    /** Steps of the band of many chains. */
    private static final int STEPS = 60;

    private final FitView fit;
    private final int draws;
    private final int every;

    private TraceFigure(FitView fit) {
        this.fit = fit;
        draws = fit.draws().draws();
        every = (draws + POINTS - 1) / POINTS;
    }

    static Drawn draw(FitView fit) {
        return new TraceFigure(fit).figure();
    }

    private Drawn figure() {
        List<Drawn.Panel> panels = new ArrayList<>();
        for (int column : fit.shownQuantities()) {
            panels.add(new Drawn.Panel(
                    fit.name(column), "Trace of " + Chains.state(fit, column), plot(fit.quantity(column))));
        }
        List<Drawn.Key> keys = new ArrayList<>(Chains.keys(fit));
        if (many()) {
            keys.add(new Drawn.Key("90 % of all chains", Ink.BAND, Drawn.Mark.BAND));
        }
        int divergences = fit.saved().diagnosis().divergences();
        if (divergences > 0) {
            keys.add(new Drawn.Key("divergence", Ink.WARNING, Drawn.Mark.LINE));
        }
        String caption = "Look for chains that lie on top of each other and go to and fro quickly, like a fat hairy"
                + " caterpillar. A chain that stays apart, drifts, or sticks to a value for long has not converged."
                + (fit.shownChains().length < fit.draws().chains() ? " Shown are " + fit.chainsInWords() + "." : "")
                + (every > 1 ? " Every " + ordinal(every) + " draw is shown." : "")
                + (divergences > 0 ? " Ticks below mark divergent draws." : "");
        return new Drawn.Figure(FigureKind.TRACE, caption, keys, panels);
    }

    private boolean many() {
        return fit.draws().chains() > fit.shownChains().length;
    }

    private Plot plot(double[][] values) {
        Plot plot = new Plot(Chains.WIDTH, Chains.HEIGHT).x("draw");
        int[] chains = fit.shownChains();
        double[] shown = Arrays.stream(chains)
                .mapToObj(chain -> values[chain])
                .flatMapToDouble(Arrays::stream)
                .toArray();
        double[] range = Chains.range(shown);
        if (many()) {
            Band band = band(values);
            plot.add(band.layer());
            range[0] = Math.min(range[0], Arrays.stream(band.low()).min().orElse(range[0]));
            range[1] = Math.max(range[1], Arrays.stream(band.high()).max().orElse(range[1]));
        }
        int points = (draws + every - 1) / every;
        Layer traces = points > 1 ? Layer.line().size(0.35).opacity(0.85) : Layer.points();
        for (int k = 0; k < chains.length; k++) {
            double[] chain = values[chains[k]];
            double[] x = new double[points];
            double[] y = new double[points];
            for (int i = 0; i < points; i++) {
                x[i] = i * every + 1.0;
                y[i] = chain[i * every];
            }
            traces.series(x, y, Ink.chain(k));
        }
        plot.add(traces);
        divergences(range, plot);
        double pad = 0.04 * (range[1] - range[0]);
        return plot.range("y", range[0] - pad, range[1] + pad);
    }

    /** Where 90 % of all chains are. */
    private record Band(double[] x, double[] low, double[] high) {
        Layer layer() {
            return Layer.ribbon().x(x).column("ymin", low).column("ymax", high).ink(Ink.BAND);
        }
    }

    /** The 5 % and 95 % quantiles over all chains, of stretches of draws. */
    private Band band(double[][] values) {
        int steps = Math.min(STEPS, draws);
        double[] x = new double[steps];
        double[] low = new double[steps];
        double[] high = new double[steps];
        for (int s = 0; s < steps; s++) {
            int from = (int) ((long) s * draws / steps);
            int to = (int) ((s + 1L) * draws / steps);
            double[] sorted = Arrays.stream(values)
                    .flatMapToDouble(chain -> Arrays.stream(chain, from, to))
                    .sorted()
                    .toArray();
            x[s] = (from + to + 1) / 2.0;
            low[s] = Quantiles.of(sorted, 0.05);
            high[s] = Quantiles.of(sorted, 0.95);
        }
        return new Band(x, low, high);
    }

    /** Marks divergent draws below the range, which grows by the marks. */
    private void divergences(double[] range, Plot plot) {
        boolean[] divergent = fit.saved().fit().statistics().divergent();
        List<Double> at = new ArrayList<>();
        for (int chain : fit.shownChains()) {
            for (int i = 0; i < draws && at.size() < MARKS; i++) {
                if (divergent[chain * draws + i]) {
                    at.add(i + 1.0);
                }
            }
        }
        if (!at.isEmpty()) {
            double height = (range[1] - range[0]) / 18;
            double[] x = at.stream().mapToDouble(Double::doubleValue).toArray();
            double[] foot = new double[x.length];
            double[] top = new double[x.length];
            Arrays.fill(foot, range[0] - 1.5 * height);
            Arrays.fill(top, range[0] - 0.5 * height);
            plot.add(Layer.segments()
                    .x(x)
                    .y(foot)
                    .column("xend", x)
                    .column("yend", top)
                    .ink(Ink.WARNING));
            range[0] -= 1.5 * height;
        }
    }

    private static String ordinal(int number) {
        int last = number % 10;
        boolean teens = number / 10 % 10 == 1;
        return number + (teens ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
    }
}
