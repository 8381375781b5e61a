package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.Table;
import org.jspecify.annotations.Nullable;

/**
 * Holds what each level says for itself: the posterior means of an unpooled fit beside this one, or else least squares within the level,
 * of rows that all else in the model was taken out of.
 *
 * @param name of the estimates
 * @param lines [levels] with all else at its mean in the level, null where a level's rows do not tell a slope
 * @param atMeans [levels] the same with all else at its mean over all rows
 * @param adjusted whether there was anything to take out of rows
 */
record Unpooled(String name, List<@Nullable Line> lines, List<@Nullable Line> atMeans, boolean adjusted) {
    /** Empty where the link is not the identity and no unpooled fit is there. */
    static Optional<Unpooled> of(FitView fit, GroupLines groups) {
        for (FitView.Beside beside : fit.comparison().others()) {
            Optional<GroupLines> other = lines(fit.model(), groups, beside.model());
            if (other.isPresent()) {
                return Optional.of(ofFit(fit.model(), beside, groups, other.get()));
            }
        }
        return fit.model().options().family().kind().link() == Family.Link.IDENTITY
                ? Optional.of(leastSquares(fit, groups))
                : Optional.empty();
    }

    /**
     * Checks that the fits beside one give the unpooled estimates of a figure of its groups.
     *
     * @throws InputException if one does not, with what it would have to be, or if the figure shows none
     */
    static void require(FitView fit, FigureKind kind) {
        if (kind != FigureKind.LINES && kind != FigureKind.SHRINKAGE) {
            throw new InputException("'" + kind.text() + "' shows no unpooled estimates; lines and shrinkage do");
        }
        // Without groups to draw the figure itself says why.
        GroupLines.of(fit.model())
                .ifPresent(groups -> fit.comparison().others().forEach(beside -> require(fit, kind, groups, beside)));
    }

    private static void require(FitView fit, FigureKind kind, GroupLines groups, FitView.Beside beside) {
        String none = "'" + beside.name() + "' gives no unpooled estimates: ";
        if (groups.flat() || kind == FigureKind.SHRINKAGE && !groups.slopesVary()) {
            throw new InputException(none + "where slopes do not vary, they are the means of rows");
        }
        if (lines(fit.model(), groups, beside.model()).isEmpty()) {
            Table data = fit.saved().fit().data();
            String factor = Arrays.stream(groups.factor().split(":", -1))
                    .map(part -> data.find(part) instanceof Table.Column.Numbers ? "factor(" + part + ")" : part)
                    .collect(Collectors.joining(":"));
            throw new InputException(none + "it must be fitted to the same values of "
                    + fit.model().design().responseName() + " and " + groups.covariateName()
                    + ", with coefficients of " + factor + " and of " + groups.covariateName()
                    + " that have no group effects: 0 + " + factor + " + " + factor + ":" + groups.covariateName());
        }
    }

    /** What an unpooled model says of each level; empty if the other is none of the same rows. */
    static Optional<GroupLines> lines(Model model, GroupLines groups, Model other) {
        boolean sameResponse =
                model.options().family().kind() == other.options().family().kind()
                        && model.design().responseName().equals(other.design().responseName())
                        && model.design().responseLevels().equals(other.design().responseLevels());
        return (sameResponse
                        ? GroupLines.unpooled(other, groups.factor(), groups.covariateName())
                        : Optional.<GroupLines>empty())
                .filter(lines -> IntStream.range(0, groups.levels().size())
                        .anyMatch(j -> sameLevel(model.design(), groups, j, other.design(), lines) >= 0));
    }

    /** The place of a level in another fit; −1 where it has not the same rows there, by covariate and response, in whatever order. */
    private static int sameLevel(Design design, GroupLines groups, int level, Design other, GroupLines lines) {
        int same = lines.levels().indexOf(groups.levels().get(level));
        return same >= 0 && Arrays.deepEquals(sorted(design, groups, level), sorted(other, lines, same)) ? same : -1;
    }

    /** The covariate and the response of a level's rows. */
    private static double[][] sorted(Design design, GroupLines groups, int level) {
        return IntStream.of(groups.rows(level))
                .mapToObj(i -> new double[] {groups.covariate()[i], design.response()[i]})
                .sorted(Arrays::compare)
                .toArray(double[][]::new);
    }

    private static Unpooled ofFit(Model model, FitView.Beside beside, GroupLines groups, GroupLines other) {
        double[] means =
                beside.saved().summary().stream().mapToDouble(row -> row.mean()).toArray();
        MeanLines meanLines = new MeanLines(beside.model(), other, means);
        List<@Nullable Line> lines = new ArrayList<>();
        List<@Nullable Line> atMeans = new ArrayList<>();
        for (int j = 0; j < groups.levels().size(); j++) {
            int same = sameLevel(model.design(), groups, j, beside.model().design(), other);
            boolean told = same >= 0 && groups.hasContrast(j);
            lines.add(told ? other.line(means, 0, same) : null);
            atMeans.add(told ? meanLines.line(same) : null);
        }
        return new Unpooled("unpooled (" + beside.name() + ")", lines, atMeans, false);
    }

    private static Unpooled leastSquares(FitView fit, GroupLines groups) {
        Model model = fit.model();
        // Draws of the prior have learnt nothing of the rows that could be taken out of them.
        double[] draw = model.options().priorOnly() ? new double[model.quantities()] : fit.means();
        MeanLines meanLines = new MeanLines(model, groups, draw);
        double[] response = model.design().response().clone();
        for (int i = 0; i < response.length; i++) {
            response[i] -= meanLines.offMean(i);
        }
        List<@Nullable Line> lines = new ArrayList<>();
        List<@Nullable Line> atMeans = new ArrayList<>();
        for (int j = 0; j < groups.levels().size(); j++) {
            if (groups.hasContrast(j)) {
                int[] rows = groups.rows(j);
                Line line = leastSquares(model.design(), response, groups.covariate(), rows);
                double off = IntStream.of(rows)
                        .mapToDouble(meanLines::offMean)
                        .average()
                        .orElse(0);
                lines.add(new Line(line.intercept() + off, line.slope()));
                atMeans.add(line);
            } else {
                lines.add(null);
                atMeans.add(null);
            }
        }
        return new Unpooled("unpooled (least squares)", lines, atMeans, meanLines.anyElse());
    }

    /** Of a response on the covariate, with the rows' weights. */
    static Line leastSquares(Design design, double[] response, double[] covariate, int[] rows) {
        double[] weights = design.additions().weights();
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i : rows) {
            double w = weights == null ? 1 : weights[i];
            sum += w;
            x += w * covariate[i];
            y += w * response[i];
        }
        x /= sum;
        y /= sum;
        double xx = 0;
        double xy = 0;
        for (int i : rows) {
            double w = weights == null ? 1 : weights[i];
            double dx = covariate[i] - x;
            xx += w * dx * dx;
            xy += w * dx * (response[i] - y);
        }
        double slope = xy / xx;
        return new Line(y - slope * x, slope);
    }
}
