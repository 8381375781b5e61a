package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;

/** Draws the quantities that were hardest to sample against each other, and where divergences happened. */
final class PairsFigure {
    private static final int QUANTITIES = 4;
    private static final int POINTS = 300;

    private final FitView fit;
    private final List<Integer> kept = new ArrayList<>();
    private final List<Integer> divergent = new ArrayList<>();

    private PairsFigure(FitView fit) {
        this.fit = fit;
        boolean[] flags = fit.saved().fit().statistics().divergent();
        int all = fit.saved().diagnosis().divergences();
        int rest = flags.length - all;
        int seen = 0;
        int seenDivergent = 0;
        for (int i = 0; i < flags.length; i++) {
            // Evenly thinned: those at which the running share passes a whole number.
            if (flags[i]) {
                if (all <= POINTS || (long) seenDivergent * POINTS / all != (seenDivergent + 1L) * POINTS / all) {
                    divergent.add(i);
                }
                seenDivergent++;
            } else {
                if (rest <= POINTS || (long) seen * POINTS / rest != (seen + 1L) * POINTS / rest) {
                    kept.add(i);
                }
                seen++;
            }
        }
    }

    static Drawn draw(FitView fit) {
        if (fit.total() < 2) {
            return new Drawn.Absent(FigureKind.PAIRS, "there is one draw");
        }
        return new PairsFigure(fit).figure();
    }

    private Drawn figure() {
        // Only what was sampled is hard by itself: a coefficient and the scale of its group, not a sum of the two.
        List<Integer> hardest =
                fit.worst(QUANTITIES, IntStream.range(0, fit.draws().quantities()));
        if (hardest.size() < 2) {
            return new Drawn.Absent(FigureKind.PAIRS, "the model has one quantity");
        }
        List<Drawn.Panel> panels = new ArrayList<>();
        for (int a = 0; a < hardest.size(); a++) {
            for (int b = a + 1; b < hardest.size(); b++) {
                panels.add(panel(hardest.get(b), hardest.get(a)));
            }
        }
        int divergences = fit.saved().diagnosis().divergences();
        List<Drawn.Key> keys = new ArrayList<>();
        keys.add(new Drawn.Key("draw", Ink.POSTERIOR, Drawn.Mark.POINT));
        if (divergences > 0) {
            keys.add(new Drawn.Key("divergence", Ink.WARNING, Drawn.Mark.POINT));
        }
        String caption =
                "The quantities with the worst R-hat and effective sample sizes; scales on a log axis. Look for"
                        + " funnels, where the cloud narrows to a neck, for bananas and for islands. "
                        + (divergences > 0
                                ? "Divergences that gather in one place show where the sampler could not follow."
                                : "There were no divergences.");
        return new Drawn.Figure(FigureKind.PAIRS, caption, keys, panels);
    }

    private Drawn.Panel panel(int x, int y) {
        Plot plot = new Plot(Chains.WIDTH, 240).x(label(x)).y(label(y));
        plot.add(points(x, y, kept).ink(Ink.POSTERIOR).opacity(0.45));
        if (!divergent.isEmpty()) {
            plot.add(points(x, y, divergent).ink(Ink.WARNING).size(1.8));
        }
        return new Drawn.Panel("", "Draws of " + label(y) + " against " + label(x) + ".", plot);
    }

    private Layer points(int x, int y, List<Integer> draws) {
        return Layer.points()
                .size(1.2)
                .x(draws.stream().mapToDouble(i -> value(x, i)).toArray())
                .y(draws.stream().mapToDouble(i -> value(y, i)).toArray());
    }

    private double value(int column, int draw) {
        int draws = fit.draws().draws();
        double value =
                fit.draws().values()[draw / draws][draw % draws * fit.draws().quantities() + column];
        return fit.isScale(column) ? Math.log(value) : value;
    }

    private String label(int column) {
        return fit.isScale(column) ? "log " + fit.name(column) : fit.name(column);
    }
}
