package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.Variable;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;
import leapfrog.sample.SummaryRow;

/** Draws medians and intervals of the groups' coefficients, one line a level. */
final class ForestFigure {
    private static final int MOST = 60;
    private static final int PANELS = 6;
    private static final double LINE = 13;

    private final FitView fit;
    private final List<Drawn.Panel> panels = new ArrayList<>();
    private boolean some;

    private ForestFigure(FitView fit) {
        this.fit = fit;
    }

    static Drawn draw(FitView fit) {
        return new ForestFigure(fit).figure();
    }

    private Drawn figure() {
        fit.draws().variables().stream()
                .filter(variable -> variable.name().startsWith("coef_"))
                .forEach(this::add);
        if (panels.isEmpty()) {
            return new Drawn.Absent(FigureKind.FOREST, "the model has no group effects");
        }
        String caption =
                "Look for groups whose intervals leave out the dashed line, the population's value, and for how much"
                    + " the intervals differ in width: groups with few rows know little and stay near the line. Sorted"
                    + " by the first coefficient."
                        + (some
                                ? " Shown are the " + MOST
                                        + " levels farthest from the population's value, in units of their sd; the"
                                        + " summary table has all."
                                : "");
        return new Drawn.Figure(
                FigureKind.FOREST,
                caption,
                List.of(
                        new Drawn.Key("median", Ink.POSTERIOR, Drawn.Mark.POINT),
                        new Drawn.Key("50 % and 90 % interval", Ink.POSTERIOR, Drawn.Mark.LINE),
                        new Drawn.Key("population", Ink.MUTED, Drawn.Mark.DASHED)),
                panels);
    }

    private void add(Variable variable) {
        List<String> levels = variable.axes().getFirst().labels();
        List<String> effects = variable.axes().getLast().labels();
        int width = effects.size();
        double center = population(effects.getFirst());
        List<Integer> shown = IntStream.range(0, levels.size())
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -distance(row(variable, j, 0, width), center)))
                .limit(MOST)
                .sorted(Comparator.comparingDouble(
                        j -> row(variable, j, 0, width).q50()))
                .toList();
        some |= shown.size() < levels.size();
        for (int k = 0; k < width && panels.size() < PANELS; k++) {
            panels.add(panel(variable, levels, shown, k, effects));
        }
    }

    private SummaryRow row(Variable variable, int level, int effect, int width) {
        return fit.summary(variable.offset() + level * width + effect);
    }

    private double population(String effect) {
        int column = fit.column("b_" + effect);
        return column < 0 ? 0 : fit.summary(column).mean();
    }

    private static double distance(SummaryRow row, double center) {
        double distance = Math.abs(row.mean() - center) / row.sd();
        return Double.isNaN(distance) ? 0 : distance;
    }

    private Drawn.Panel panel(
            Variable variable, List<String> levels, List<Integer> shown, int effect, List<String> effects) {
        int n = shown.size();
        SummaryRow[] rows = new SummaryRow[n];
        double[] at = new double[n];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rows[i] = row(variable, shown.get(i), effect, effects.size());
            at[i] = i;
            names.add(Labels.brief(levels.get(shown.get(i))));
        }
        Plot plot = new Plot(Chains.WIDTH, 44 + LINE * n)
                .add(Layer.vertical(population(effects.get(effect))))
                .add(interval(rows, at, SummaryRow::q5, SummaryRow::q95).size(0.6))
                .add(interval(rows, at, SummaryRow::q25, SummaryRow::q75).size(1.5))
                .add(Layer.points()
                        .size(2.6)
                        .x(IntStream.range(0, n).mapToDouble(i -> rows[i].q50()).toArray())
                        .y(at)
                        .ink(Ink.POSTERIOR))
                .namesAtY(at, names)
                .noGridY();
        String group = variable.name().substring("coef_".length());
        String description = "Intervals of the coefficient " + effects.get(effect) + " of " + n + " of "
                + levels.size() + " levels of " + group + ", from " + levels.get(shown.getFirst()) + " to "
                + levels.get(shown.getLast()) + ".";
        return new Drawn.Panel(group + ": " + effects.get(effect), description, plot);
    }

    private static Layer interval(
            SummaryRow[] rows,
            double[] at,
            java.util.function.ToDoubleFunction<SummaryRow> low,
            java.util.function.ToDoubleFunction<SummaryRow> high) {
        return Layer.segments()
                .x(java.util.Arrays.stream(rows).mapToDouble(low).toArray())
                .column("xend", java.util.Arrays.stream(rows).mapToDouble(high).toArray())
                .y(at)
                .column("yend", at)
                .ink(Ink.POSTERIOR);
    }
}
