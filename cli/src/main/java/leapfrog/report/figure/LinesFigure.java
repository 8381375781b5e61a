package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leapfrog.diagnose.Quantiles;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;
import org.jspecify.annotations.Nullable;

/** Draws the regression lines of some groups, as the fit has them and as the group's rows alone would, with the rows. */
final class LinesFigure {
    private static final int DRAWS = 300;
    private static final int POINTS = 15;
    /** Most rows of a group that are drawn. */
    private static final int ROWS = 150;

    private final FitView fit;
    private final GroupLines groups;
    private final @Nullable Unpooled unpooled;
    private final Design design;
    private final double[] range;
    private final double jitter;

    private LinesFigure(FitView fit, GroupLines groups) {
        this.fit = fit;
        this.groups = groups;
        unpooled = Unpooled.of(fit, groups).orElse(null);
        design = fit.model().design();
        range = Chains.range(groups.covariate());
        boolean discrete = Arrays.stream(groups.covariate()).distinct().limit(7).count() < 7;
        jitter = discrete ? 0.06 * (range[1] - range[0]) : 0;
    }

    static Drawn draw(FitView fit) {
        Optional<GroupLines> groups = GroupLines.of(fit.model());
        if (groups.isEmpty()) {
            return new Drawn.Absent(
                    FigureKind.LINES, "the model has no groups with a covariate that enters as a single slope");
        }
        if (groups.get().flat()) {
            return new Drawn.Absent(
                    FigureKind.LINES,
                    "no covariate enters the model with a single slope, so there is nothing to draw a line along");
        }
        return new LinesFigure(fit, groups.get()).figure();
    }

    private Drawn figure() {
        double[] means = fit.means();
        List<Line> partial = IntStream.range(0, groups.levels().size())
                .mapToObj(j -> groups.line(means, 0, j))
                .toList();
        List<String> named = fit.comparison().groups();
        List<Integer> levels = named.isEmpty()
                ? InterestingGroups.choose(groups, partial, unpooled)
                : InterestingGroups.named(groups, named);
        double[] y = Chains.range(levels.stream()
                .flatMapToDouble(j -> IntStream.of(groups.rows(j)).mapToDouble(this::response))
                .toArray());
        double pad = 0.08 * (y[1] - y[0]);
        List<Drawn.Panel> panels = new ArrayList<>();
        for (int level : levels) {
            Plot plot = plot(level)
                    .range("x", range[0] - 0.6 * jitter, range[1] + 0.6 * jitter)
                    .range("y", y[0] - pad, y[1] + pad);
            int rows = groups.rows(level).length;
            panels.add(new Drawn.Panel(
                    groups.levels().get(level) + " · " + Labels.rows(rows),
                    description(level, partial.get(level)),
                    plot));
        }
        return new Drawn.Figure(FigureKind.LINES, caption(named.isEmpty()), keys(), panels);
    }

    private String caption(boolean chosen) {
        return "Each panel is one " + groups.factor() + ". Look for how far the "
                + (design.groups().isEmpty() ? "line" : "partially pooled line")
                + " stays from the dashed one: a " + groups.factor() + " with few rows is drawn towards the others, one"
                + " with many keeps its own line. Where all rows share one value of " + groups.covariateName()
                + ", they alone tell no slope and there is no dashed line."
                + (unpooled != null && unpooled.adjusted()
                        ? " What this fit says of all else in the model is taken out of rows before the dashed line is"
                                + " drawn through them."
                        : "")
                + (jitter > 0 ? " Points are spread a little sideways." : "")
                + (chosen
                        ? " Chosen are the " + groups.factor()
                                + " levels with the highest and the flattest lines, those that pooling moves most, one"
                                + " of usual size that tells no slope, and those with most and fewest rows; --groups"
                                + " chooses others."
                        : "");
    }

    private List<Drawn.Key> keys() {
        List<Drawn.Key> keys = new ArrayList<>();
        keys.add(new Drawn.Key("row", Ink.DATA, Drawn.Mark.POINT));
        keys.add(new Drawn.Key(
                design.groups().isEmpty() ? "this fit, with 90 % band" : "partially pooled, with 90 % band",
                Ink.POSTERIOR,
                Drawn.Mark.LINE));
        if (unpooled != null) {
            keys.add(new Drawn.Key(unpooled.name(), Ink.CONTRAST, Drawn.Mark.DASHED));
        }
        return keys;
    }

    private String description(int level, Line partial) {
        Line own = unpooled == null ? null : unpooled.lines().get(level);
        return String.format(
                java.util.Locale.ROOT,
                "%s, %s: line of the fit %.3g + %.3g · %s%s.",
                groups.levels().get(level),
                Labels.rows(groups.rows(level).length),
                partial.intercept(),
                partial.slope(),
                groups.covariateName(),
                own == null
                        ? "; no unpooled line"
                        : String.format(java.util.Locale.ROOT, "; unpooled %.3g + %.3g", own.intercept(), own.slope()));
    }

    private Plot plot(int level) {
        Plot plot = new Plot(Chains.WIDTH, 200).x(groups.covariateName()).y(design.responseName());
        double[] x = Chains.grid(range[0], range[1], POINTS);
        if (jitter > 0) {
            double[] places =
                    Arrays.stream(groups.covariate()).distinct().sorted().toArray();
            plot.namesAtX(places, Arrays.stream(places).mapToObj(Labels::number).toList());
        }
        double[][] curves = curves(level, x);
        plot.add(Layer.ribbon()
                .x(x)
                .column("ymin", curves[0])
                .column("ymax", curves[2])
                .ink(Ink.POSTERIOR)
                .opacity(0.18));
        plot.add(points(groups.rows(level)));
        Line own = unpooled == null ? null : unpooled.lines().get(level);
        if (own != null) {
            plot.add(Layer.line()
                    .x(x)
                    .y(Arrays.stream(x).map(v -> mean(own.at(v))).toArray())
                    .ink(Ink.CONTRAST)
                    .size(0.9)
                    .dashed());
        }
        return plot.add(Layer.line().x(x).y(curves[1]).ink(Ink.POSTERIOR).size(1));
    }

    private Layer points(int[] rows) {
        int count = Math.min(ROWS, rows.length);
        double[] x = new double[count];
        double[] y = new double[count];
        for (int k = 0; k < count; k++) {
            int row = rows[(int) ((long) k * rows.length / count)];
            // Multiples of the golden ratio, less their whole part, are spread evenly.
            x[k] = groups.covariate()[row] + jitter * (k * 0.6180339887498949 % 1 - 0.5);
            y[k] = response(row);
        }
        return Layer.points().x(x).y(y).ink(Ink.DATA).opacity(0.75);
    }

    /** The 5 % quantile, median and 95 % quantile over draws, at each x. */
    private double[][] curves(int level, double[] x) {
        int draws = Math.min(DRAWS, fit.total());
        int width = fit.draws().quantities();
        double[][] values = new double[x.length][draws];
        for (int s = 0; s < draws; s++) {
            int draw = (int) ((long) s * fit.total() / draws);
            int perChain = fit.draws().draws();
            Line line = groups.line(fit.draws().values()[draw / perChain], draw % perChain * width, level);
            for (int i = 0; i < x.length; i++) {
                values[i][s] = mean(line.at(x[i]));
            }
        }
        double[][] curves = new double[3][x.length];
        for (int i = 0; i < x.length; i++) {
            Arrays.sort(values[i]);
            curves[0][i] = Quantiles.of(values[i], 0.05);
            curves[1][i] = Quantiles.of(values[i], 0.5);
            curves[2][i] = Quantiles.of(values[i], 0.95);
        }
        return curves;
    }

    /** The expected value of a row, of one trial where there are several. */
    private double mean(double eta) {
        Family.Link link = fit.model().options().family().kind().link();
        return switch (link) {
            case IDENTITY -> eta;
            case LOGIT -> 1 / (1 + Math.exp(-eta));
            case LOG -> Math.exp(eta);
        };
    }

    private double response(int row) {
        double[] trials = design.additions().trials();
        return design.response()[row] / (trials == null ? 1 : trials[row]);
    }
}
