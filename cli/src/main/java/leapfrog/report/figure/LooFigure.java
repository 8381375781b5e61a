package leapfrog.report.figure;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import leapfrog.compare.Criteria;
import leapfrog.compare.Loo;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;

/** Draws the Pareto k of each row's importance ratios in leave-one-out cross-validation: how much a row matters to its own prediction. */
final class LooFigure {
    private static final int LEAST = 50;
    /** Most points: all untrusted rows, and some of the others. */
    private static final int POINTS = 400;

    private LooFigure() {}

    static Drawn draw(FitView fit) {
        if (fit.model().options().priorOnly()) {
            return new Drawn.Absent(FigureKind.LOO, "the likelihood is dropped, so rows are not predicted");
        }
        if (fit.total() < LEAST) {
            return new Drawn.Absent(FigureKind.LOO, "it needs at least " + LEAST + " draws");
        }
        Criteria criteria = fit.criteria();
        return figure(criteria.loo(), criteria.draws() < fit.total() ? criteria.draws() : 0);
    }

    /** @param used number of draws where not all were */
    private static Drawn figure(Loo loo, int used) {
        double[] k = loo.k();
        int untrusted = loo.untrusted();
        int[] bad = IntStream.range(0, k.length)
                .filter(i -> !loo.trusted(i) && Double.isFinite(k[i]))
                .limit(POINTS)
                .toArray();
        int[] good = IntStream.range(0, k.length).filter(loo::trusted).toArray();
        int[] some = IntStream.of(Replicates.some(good.length, POINTS))
                .map(i -> good[i])
                .toArray();
        Plot plot = new Plot(440, 240)
                .x("row")
                .y("Pareto k")
                .add(Layer.horizontal(loo.threshold()))
                .add(points(k, some).ink(Ink.POSTERIOR).opacity(0.6));
        if (bad.length > 0) {
            plot.add(points(k, bad).ink(Ink.WARNING));
        }
        String found = String.format(
                Locale.ROOT,
                "elpd is %.1f (standard error %.1f), with %.1f effective parameters; k is above %.2f for %s",
                loo.elpd().estimate(),
                loo.elpd().standardError(),
                loo.p().estimate(),
                loo.threshold(),
                untrusted == 0 ? "no row" : untrusted + " of " + k.length + " rows");
        String caption =
                "Leave-one-out cross-validation by Pareto-smoothed importance sampling (PSIS-LOO). Look for rows above"
                    + " the dashed line: the posterior would change so much without them that their predictions, and"
                    + " the sum, cannot be trusted from these draws. Here " + found + "."
                        + (untrusted > 0 ? " 'leapfrog compare' then integrates or refits." : "")
                        + (used > 0 ? " Of " + used + " draws, evenly chosen." : "");
        return new Drawn.Figure(
                FigureKind.LOO,
                caption,
                List.of(
                        new Drawn.Key("row", Ink.POSTERIOR, Drawn.Mark.POINT),
                        new Drawn.Key("row that is not to be trusted", Ink.WARNING, Drawn.Mark.POINT),
                        new Drawn.Key("threshold", Ink.MUTED, Drawn.Mark.DASHED)),
                List.of(new Drawn.Panel("", "Pareto k of " + k.length + " rows: " + found + ".", plot)));
    }

    private static Layer points(double[] k, int[] rows) {
        return Layer.points()
                .x(IntStream.of(rows).mapToDouble(i -> i + 1.0).toArray())
                .y(IntStream.of(rows).mapToDouble(i -> k[i]).toArray());
    }
}
