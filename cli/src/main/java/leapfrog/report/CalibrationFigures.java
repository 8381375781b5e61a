package leapfrog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import leapfrog.report.figure.Drawn;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;
import leapfrog.sbc.QuantityRanks;
import leapfrog.sbc.UniformRanks;

/** Draws the ranks of a calibration study: distribution functions less the uniform one, and histograms, with what chance leaves. */
final class CalibrationFigures {
    /** Probability that uniform ranks stay within a band, all along it; and the bin of a histogram within its own. */
    static final double WITHIN = 0.95;

    private static final double NORMAL_QUANTILE = 1.959963984540054;
    private static final int BINS = 20;
    private static final double WIDTH = 320;
    private static final double HEIGHT = 190;

    private CalibrationFigures() {}

    /** A figure of one panel a quantity. */
    static String differences(List<QuantityRanks> shown) {
        List<Drawn.Panel> panels = new ArrayList<>();
        for (QuantityRanks quantity : shown) {
            panels.add(new Drawn.Panel(quantity.name(), describe(quantity), difference(quantity)));
        }
        String caption =
                "The share of true values with a rank below each, less what it is for uniform ranks. Calibrated fits"
                        + " stay within the band all along in 95 of 100 studies. A curve above it on the left, below on"
                        + " the right: the posterior is too narrow; the other way round: too wide. All above: too high;"
                        + " all below: too low.";
        return FigureHtml.of(
                new FigureHtml.Head("difference", "Distribution of ranks, less the uniform one", caption),
                keys("ranks", Drawn.Mark.LINE),
                panels,
                "difference");
    }

    /** A figure of one panel a quantity. */
    static String histograms(List<QuantityRanks> shown) {
        List<Drawn.Panel> panels = new ArrayList<>();
        for (QuantityRanks quantity : shown) {
            panels.add(new Drawn.Panel(quantity.name(), describe(quantity), histogram(quantity)));
        }
        String caption =
                "How many true values have each rank, as a multiple of what is expected. One bin in twenty leaves the"
                    + " band by chance. A valley: the posterior is too narrow; a hill: too wide; a slope: it lies too"
                    + " low or too high.";
        return FigureHtml.of(
                new FigureHtml.Head("histogram", "Histograms of ranks", caption),
                keys("true values", Drawn.Mark.BAND),
                panels,
                "histogram");
    }

    private static List<Drawn.Key> keys(String label, Drawn.Mark mark) {
        return List.of(
                new Drawn.Key(label, Ink.POSTERIOR, mark),
                new Drawn.Key("95 % of calibrated studies", Ink.BAND, Drawn.Mark.BAND));
    }

    private static String describe(QuantityRanks quantity) {
        return String.format(
                Locale.ROOT,
                "%s: %d ranks, p = %.3g, for all quantities together %.3g",
                quantity.name(),
                quantity.fits(),
                quantity.p(),
                quantity.adjusted());
    }

    private static Plot difference(QuantityRanks quantity) {
        int n = quantity.fits();
        int most = quantity.counts().length - 1;
        UniformRanks.Band band = new UniformRanks(n, most).band(WITHIN);
        double[] x = new double[most];
        double[] y = new double[most];
        double[] low = new double[most];
        double[] high = new double[most];
        int below = 0;
        for (int j = 0; j < most; j++) {
            below += quantity.counts()[j];
            double share = (j + 1.0) / (most + 1);
            x[j] = share;
            y[j] = (double) below / n - share;
            low[j] = (double) band.low()[j] / n - share;
            high[j] = (double) band.high()[j] / n - share;
        }
        return new Plot(WIDTH, HEIGHT)
                .x("rank, as a share")
                .add(Layer.ribbon()
                        .x(x)
                        .column("ymin", low)
                        .column("ymax", high)
                        .ink(Ink.BAND)
                        .opacity(0.7))
                .add(Layer.path().x(x).y(y).ink(Ink.POSTERIOR).size(1));
    }

    private static Plot histogram(QuantityRanks quantity) {
        int ranks = quantity.counts().length;
        int bins = Math.min(BINS, ranks);
        double n = quantity.fits();
        double[] x = new double[bins];
        double[] y = new double[bins];
        double widest = 0;
        for (int b = 0; b < bins; b++) {
            int from = b * ranks / bins;
            int to = (b + 1) * ranks / bins;
            double share = (double) (to - from) / ranks;
            int count = 0;
            for (int rank = from; rank < to; rank++) {
                count += quantity.counts()[rank];
            }
            x[b] = b + 0.5;
            y[b] = count / (n * share);
            widest = Math.max(widest, Math.sqrt((1 - share) / (n * share)));
        }
        double reach = NORMAL_QUANTILE * widest;
        return new Plot(WIDTH, HEIGHT)
                .x("rank")
                .add(Layer.ribbon()
                        .x(0, bins)
                        .column("ymin", Math.max(0, 1 - reach), Math.max(0, 1 - reach))
                        .column("ymax", 1 + reach, 1 + reach)
                        .ink(Ink.BAND)
                        .opacity(0.7))
                .add(Layer.bars().x(x).y(y).ink(Ink.POSTERIOR).opacity(0.6))
                .namesAtX(
                        new double[] {0, bins / 2.0, bins},
                        List.of("0", Integer.toString(ranks / 2), Integer.toString(ranks - 1)));
    }
}
