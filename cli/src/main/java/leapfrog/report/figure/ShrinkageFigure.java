package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leapfrog.model.Family;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Layer;
import leapfrog.report.plot.Plot;
import org.jspecify.annotations.Nullable;

/** Draws how far pooling moves each group: arrows from what its rows alone say to what the fit says. */
final class ShrinkageFigure {
    private static final int MOST = 120;
    private static final double WIDTH = 440;
    private static final double HEIGHT = 360;

    private final FitView fit;
    private final GroupLines groups;
    private final Unpooled unpooled;
    private final MeanLines pooled;

    private ShrinkageFigure(FitView fit, GroupLines groups, Unpooled unpooled) {
        this.fit = fit;
        this.groups = groups;
        this.unpooled = unpooled;
        pooled = new MeanLines(fit.model(), groups, fit.means());
    }

    static Drawn draw(FitView fit) {
        if (fit.model().design().groups().isEmpty()) {
            return absent("the model pools nothing: it has no group effects");
        }
        if (fit.model().options().priorOnly()) {
            return absent("the likelihood is dropped, so nothing is learnt of groups");
        }
        Optional<GroupLines> groups = GroupLines.of(fit.model());
        if (groups.isEmpty()) {
            return absent("the groups have no covariate that enters as a single slope");
        }
        if (!groups.get().slopesVary() && fit.model().options().family().kind().link() != Family.Link.IDENTITY) {
            return absent("slopes do not vary, and on the scale of the link there are no means of rows to start from");
        }
        Optional<Unpooled> unpooled = Unpooled.of(fit, groups.get());
        if (unpooled.isEmpty()) {
            return absent("it needs an unpooled fit beside this one, where the link is not the identity");
        }
        return new ShrinkageFigure(fit, groups.get(), unpooled.get()).figure();
    }

    private static Drawn absent(String reason) {
        return new Drawn.Absent(FigureKind.SHRINKAGE, reason);
    }

    /** One arrow. */
    private record Arrow(int level, double x, double y, double toX, double toY) {}

    private Drawn figure() {
        return groups.slopesVary() ? ofLines() : ofIntercepts();
    }

    private Drawn ofLines() {
        List<Arrow> arrows = new ArrayList<>();
        for (int j = 0; j < groups.levels().size(); j++) {
            Line own = unpooled.atMeans().get(j);
            if (own != null) {
                Line partial = pooled.line(j);
                arrows.add(new Arrow(j, own.intercept(), own.slope(), partial.intercept(), partial.slope()));
            }
        }
        int without = groups.levels().size() - arrows.size();
        String caption = "Each arrow is one " + groups.factor() + ", from the line its rows alone tell to its partially"
                + " pooled one. Look for arrows that point to the cross, the population's line, and for the longest:"
                + " they belong to groups with few rows, or rows far from the others."
                + (without > 0
                        ? " " + without + " of " + groups.levels().size()
                                + " have no arrow: all their rows share one value of " + groups.covariateName()
                                + (othersElsewhere() ? ", or are others in the unpooled fit." : ".")
                        : "")
                + allElse(unpooled.adjusted());
        Plot plot = new Plot(WIDTH, HEIGHT).x(intercept()).y("slope of " + groups.covariateName());
        return drawn(arrows, caption, plot, pooled.population());
    }

    /** Whether rows of a level would tell a slope, which the unpooled fit does not give. */
    private boolean othersElsewhere() {
        return IntStream.range(0, groups.levels().size())
                .anyMatch(j -> unpooled.atMeans().get(j) == null && groups.hasContrast(j));
    }

    /** With one slope for all, or none: against the number of rows, which is what decides. */
    private Drawn ofIntercepts() {
        double[] response = fit.model().design().response();
        List<Arrow> arrows = new ArrayList<>();
        for (int j = 0; j < groups.levels().size(); j++) {
            int[] rows = groups.rows(j);
            Line partial = pooled.line(j);
            double own = IntStream.of(rows)
                    .mapToDouble(i -> response[i] - pooled.offMean(i) - partial.slope() * groups.covariate()[i])
                    .average()
                    .orElse(Double.NaN);
            double x = Math.log10(rows.length) + 0.03 * (j * 0.6180339887498949 % 1 - 0.5);
            arrows.add(new Arrow(j, x, own, x, partial.intercept()));
        }
        int most = IntStream.range(0, groups.levels().size())
                .map(j -> groups.rows(j).length)
                .max()
                .orElse(1);
        double[] ticks = IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000)
                .filter(n -> n <= most)
                .mapToDouble(n -> n)
                .toArray();
        Plot plot = new Plot(WIDTH, HEIGHT)
                .x("rows in " + groups.factor())
                .y(intercept())
                .namesAtX(
                        Arrays.stream(ticks).map(Math::log10).toArray(),
                        Arrays.stream(ticks)
                                .mapToObj(n -> Integer.toString((int) n))
                                .toList());
        Line population = pooled.population();
        if (population != null) {
            plot.add(Layer.horizontal(population.intercept()));
        }
        String caption =
                "Each arrow is one " + groups.factor() + ", from what its rows alone say to its partially pooled"
                        + " intercept. Look for how arrows shorten to the right: the"
                        + " more rows, the less a group is drawn to the dashed line,"
                        + " the population's intercept."
                        + allElse(true);
        return drawn(arrows, caption, plot, null);
    }

    /** What is on the axis of intercepts. */
    private String intercept() {
        if (groups.flat()) {
            return fit.model().design().responseName() + (pooled.anyElse() ? " (all else at its mean)" : "");
        }
        return "intercept (" + groups.covariateName() + " = 0" + (pooled.anyElse() ? ", all else at its mean)" : ")");
    }

    /** @param adjusted whether unpooled estimates are of rows that all else was taken out of */
    private String allElse(boolean adjusted) {
        return pooled.anyElse()
                ? " All else in the model is at its mean over all rows"
                        + (adjusted ? "; what this fit says of it is taken out of the rows first." : ".")
                : "";
    }

    private Drawn drawn(List<Arrow> all, String caption, Plot plot, @Nullable Line center) {
        if (all.isEmpty()) {
            return absent("no group's rows alone tell a slope");
        }
        List<Arrow> arrows = all.stream()
                .sorted(Comparator.comparingInt((Arrow a) -> -groups.rows(a.level()).length))
                .limit(MOST)
                .toList();
        double[] x = arrows.stream().mapToDouble(Arrow::x).toArray();
        double[] y = arrows.stream().mapToDouble(Arrow::y).toArray();
        double[] toX = arrows.stream().mapToDouble(Arrow::toX).toArray();
        double[] toY = arrows.stream().mapToDouble(Arrow::toY).toArray();
        plot.add(Layer.arrows()
                .x(x)
                .y(y)
                .column("xend", toX)
                .column("yend", toY)
                .ink(Ink.POSTERIOR)
                .opacity(0.8)
                .size(0.4));
        plot.add(Layer.points().x(x).y(y).ink(Ink.CONTRAST).size(1.8));
        List<Drawn.Key> keys = new ArrayList<>(List.of(
                new Drawn.Key(
                        groups.slopesVary() ? unpooled.name() : "mean of its rows", Ink.CONTRAST, Drawn.Mark.POINT),
                new Drawn.Key("arrow to partially pooled", Ink.POSTERIOR, Drawn.Mark.LINE)));
        if (center != null) {
            plot.add(Layer.cross().x(center.intercept()).y(center.slope()).ink(Ink.TEXT));
            keys.add(new Drawn.Key("population", Ink.TEXT, Drawn.Mark.CROSS));
        }
        String many =
                all.size() > MOST ? " Shown are the " + MOST + " groups with most rows of " + all.size() + "." : "";
        Arrow longest = arrows.stream()
                .max(Comparator.comparingDouble(a -> Math.hypot(a.toX() - a.x(), a.toY() - a.y())))
                .orElseThrow();
        String description =
                arrows.size() + " arrows from unpooled to partially pooled estimates; the longest is that of "
                        + groups.levels().get(longest.level()) + ".";
        return new Drawn.Figure(
                FigureKind.SHRINKAGE, caption + many, keys, List.of(new Drawn.Panel("", description, plot)));
    }
}
