package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import leapfrog.diagnose.Quantiles;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;

/** Draws predictive intervals of rows, in order of their expectation, and what was observed. */
final class IntervalsFigure {
    private static final int ROWS = 120;
    /** 5 %, 25 %, 75 %, 95 %. */
    private static final double[] LEVELS = {0.05, 0.25, 0.75, 0.95};

    private IntervalsFigure() {}

    static Drawn draw(FitView fit) {
        return figure(fit, fit.replicates());
    }

    private static Drawn figure(FitView fit, Replicates replicates) {
        double[] y = replicates.observed();
        double[][] quantiles = quantiles(replicates);
        long wide = IntStream.range(0, y.length)
                .filter(i -> quantiles[0][i] <= y[i] && y[i] <= quantiles[3][i])
                .count();
        long narrow = IntStream.range(0, y.length)
                .filter(i -> quantiles[1][i] <= y[i] && y[i] <= quantiles[2][i])
                .count();
        String coverage = String.format(
                Locale.ROOT,
                "the 50 %% intervals hold %.0f %% and the 90 %% intervals %.0f %% of %s",
                100.0 * narrow / y.length,
                100.0 * wide / y.length,
                Labels.rows(y.length));
        boolean counts = replicates.counts();
        List<Integer> order = IntStream.range(0, y.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> replicates.mean()[i]))
                .toList();
        int[] shown =
                IntStream.of(Replicates.some(y.length, ROWS)).map(order::get).toArray();
        String response = fit.model().design().responseName();
        Plot plot = new Plot(440, 260)
                .x("rows, by expected " + response)
                .y(response)
                .add(segments(quantiles[0], quantiles[3], shown).size(0.6).opacity(0.45))
                .add(segments(quantiles[1], quantiles[2], shown).size(1.5).opacity(0.6))
                .namesAtX(new double[0], List.of());
        points(y, quantiles, shown, plot);
        String caption =
                "Look for points outside their intervals, most of all on one side or at one end. Here " + coverage
                        + "."
                        + (counts ? " Intervals of counts hold more than their name says." : "")
                        + (shown.length < y.length ? " Shown are " + shown.length + " rows, evenly chosen." : "");
        return new Drawn.Figure(
                FigureKind.INTERVALS,
                caption,
                List.of(
                        new Drawn.Key("observed", Ink.DATA, Drawn.Mark.POINT),
                        new Drawn.Key("observed, outside 90 %", Ink.WARNING, Drawn.Mark.POINT),
                        new Drawn.Key("50 % and 90 % predictive interval", Ink.POSTERIOR, Drawn.Mark.LINE)),
                List.of(new Drawn.Panel("", "Predictive intervals of rows: " + coverage + ".", plot)));
    }

    /** [4][rows] */
    private static double[][] quantiles(Replicates replicates) {
        int rows = replicates.observed().length;
        int draws = replicates.values().length;
        double[][] quantiles = new double[LEVELS.length][rows];
        double[] values = new double[draws];
        for (int i = 0; i < rows; i++) {
            for (int s = 0; s < draws; s++) {
                values[s] = replicates.values()[s][i];
            }
            Arrays.sort(values);
            for (int q = 0; q < LEVELS.length; q++) {
                quantiles[q][i] = Quantiles.of(values, LEVELS[q]);
            }
        }
        return quantiles;
    }

    private static Layer segments(double[] low, double[] high, int[] shown) {
        double[] x = IntStream.range(0, shown.length).mapToDouble(k -> k).toArray();
        return Layer.segments()
                .x(x)
                .column("xend", x)
                .y(IntStream.of(shown).mapToDouble(i -> low[i]).toArray())
                .column("yend", IntStream.of(shown).mapToDouble(i -> high[i]).toArray())
                .ink(Ink.POSTERIOR);
    }

    private static void points(double[] y, double[][] quantiles, int[] shown, Plot plot) {
        for (Ink ink : List.of(Ink.DATA, Ink.WARNING)) {
            List<Double> x = new ArrayList<>();
            List<Double> value = new ArrayList<>();
            for (int k = 0; k < shown.length; k++) {
                int i = shown[k];
                boolean outside = y[i] < quantiles[0][i] || y[i] > quantiles[3][i];
                if (outside == (ink == Ink.WARNING)) {
                    x.add((double) k);
                    value.add(y[i]);
                }
            }
            if (!x.isEmpty()) {
                plot.add(Layer.points()
                        .x(x.stream().mapToDouble(Double::doubleValue).toArray())
                        .y(value.stream().mapToDouble(Double::doubleValue).toArray())
                        .ink(ink));
            }
        }
    }
}
