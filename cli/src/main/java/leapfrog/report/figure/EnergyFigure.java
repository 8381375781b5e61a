package leapfrog.report.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.KernelDensity;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;

/** Draws the energies of all draws against their changes from draw to draw (Betancourt 2016, <a href="https://arxiv.org/abs/1604.00695">arXiv:1604.00695</a>). */
final class EnergyFigure {
    private static final int POINTS = 120;
    private static final int LEAST = 10;

    private EnergyFigure() {}

    static Drawn draw(FitView fit) {
        int draws = fit.draws().draws();
        int chains = fit.draws().chains();
        if (draws < LEAST) {
            return new Drawn.Absent(FigureKind.ENERGY, "it needs at least " + LEAST + " draws a chain");
        }
        double[] energy = fit.saved().fit().statistics().energy();
        double[] marginal = new double[chains * draws];
        double[] change = new double[chains * (draws - 1)];
        for (int c = 0; c < chains; c++) {
            double mean =
                    Arrays.stream(energy, c * draws, (c + 1) * draws).average().orElse(0);
            for (int i = 0; i < draws; i++) {
                marginal[c * draws + i] = energy[c * draws + i] - mean;
                if (i > 0) {
                    change[c * (draws - 1) + i - 1] = energy[c * draws + i] - energy[c * draws + i - 1];
                }
            }
        }
        double[] a = Chains.range(marginal);
        double[] b = Chains.range(change);
        double[] x = Chains.grid(Math.min(a[0], b[0]), Math.max(a[1], b[1]), POINTS);
        Plot plot = new Plot(Chains.WIDTH, 200)
                .x("energy − its mean")
                .bareY()
                .add(area(marginal, x, Ink.CONTRAST))
                .add(area(change, x, Ink.POSTERIOR));
        double[] bfmi = fit.saved().diagnosis().ebfmi();
        double least = Arrays.stream(bfmi).min().orElse(Double.NaN);
        double most = Arrays.stream(bfmi).max().orElse(Double.NaN);
        String range = chains == 1
                ? String.format(Locale.ROOT, "E-BFMI is %.2f", least)
                : String.format(Locale.ROOT, "E-BFMI is %.2f to %.2f over %d chains", least, most, chains);
        String caption =
                "Look for two curves of about the same width. Where the changes are much narrower than the energies, a"
                    + " fresh momentum hardly moves the sampler between energy levels and it may miss the tails: then"
                    + " E-BFMI is below 0.3. Here " + range + ".";
        return new Drawn.Figure(
                FigureKind.ENERGY,
                caption,
                List.of(
                        new Drawn.Key("energy", Ink.CONTRAST, Drawn.Mark.BAND),
                        new Drawn.Key("change from draw to draw", Ink.POSTERIOR, Drawn.Mark.BAND)),
                List.of(new Drawn.Panel("", "Densities of energies and of their changes. " + range + ".", plot)));
    }

    private static Layer area(double[] values, double[] x, Ink ink) {
        return Layer.area()
                .x(x)
                .y(KernelDensity.UNBOUNDED.of(values, x))
                .ink(ink)
                .opacity(0.3)
                .size(0.8);
    }
}
