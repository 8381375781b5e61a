package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.List;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.KernelDensity;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;

/** Draws the marginal posterior density of quantities, of all draws and chain by chain. */
final class DensityFigure {
    private static final int POINTS = 100;
    /** Fewest draws a density is drawn of. */
    private static final int LEAST = 10;

    private DensityFigure() {}

    static Drawn draw(FitView fit) {
        if (fit.total() < LEAST) {
            return new Drawn.Absent(FigureKind.DENSITY, "it needs at least " + LEAST + " draws");
        }
        boolean byChain = fit.draws().draws() >= LEAST && fit.draws().chains() > 1;
        List<Drawn.Panel> panels = new ArrayList<>();
        for (int column : fit.shownQuantities()) {
            panels.add(new Drawn.Panel(
                    fit.name(column), "Marginal density of " + Chains.state(fit, column), plot(fit, column, byChain)));
        }
        List<Drawn.Key> keys = new ArrayList<>(byChain ? Chains.keys(fit) : List.of());
        keys.add(new Drawn.Key("all draws", Ink.BAND, Drawn.Mark.BAND));
        String caption = byChain
                ? "Look for curves that nearly coincide. One that lies beside the others, or has another number of"
                        + " peaks, shows chains in different places; small differences are Monte Carlo error."
                : "The density of all draws together"
                        + (fit.draws().chains() > 1 ? ": each chain alone has too few for a curve of its own." : ".");
        return new Drawn.Figure(FigureKind.DENSITY, caption, keys, panels);
    }

    private static Plot plot(FitView fit, int column, boolean byChain) {
        KernelDensity kernel = fit.density(column);
        double[] all = fit.pooled(column);
        double[] range = Chains.range(all);
        double[] x = Chains.grid(range[0], range[1], POINTS);
        Plot plot = new Plot(Chains.WIDTH, Chains.HEIGHT).bareY();
        plot.add(Layer.area().x(x).y(kernel.of(all, x)).ink(Ink.BAND).size(0));
        if (byChain) {
            double[][] chains = fit.quantity(column);
            int[] shown = fit.shownChains();
            Layer curves = Layer.line();
            for (int k = 0; k < shown.length; k++) {
                curves.series(x, kernel.of(chains[shown[k]], x), Ink.chain(k));
            }
            plot.add(curves);
        }
        return plot;
    }
}
