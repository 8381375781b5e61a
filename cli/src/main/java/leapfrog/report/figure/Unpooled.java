package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Model;
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
                return Optional.of(ofFit(beside, groups, other.get()));
            }
        }
        return fit.model().options().family().kind().link() == Family.Link.IDENTITY
                ? Optional.of(leastSquares(fit, groups))
                : Optional.empty();
    }

    /** What an unpooled model says of each level; empty if the other is none of the same responses. */
    static Optional<GroupLines> lines(Model model, GroupLines groups, Model other) {
        return model.options().family().kind() == other.options().family().kind()
                        && sameResponses(model.design(), other.design())
                ? GroupLines.unpooled(other, groups.factor(), groups.covariateName())
                : Optional.empty();
    }

    /** Whether the rows that both use, of which there are some, have the same responses of one name. */
    private static boolean sameResponses(Design design, Design other) {
        if (!design.responseName().equals(other.responseName())
                || !design.responseLevels().equals(other.responseLevels())) {
            return false;
        }
        int[] rows = design.usedRows();
        int[] otherRows = other.usedRows();
        int common = 0;
        for (int i = 0, j = 0; i < rows.length && j < otherRows.length; ) {
            if (rows[i] == otherRows[j]) {
                if (design.response()[i] != other.response()[j]) {
                    return false;
                }
                common++;
            }
            int behind = Integer.compare(rows[i], otherRows[j]);
            i += behind <= 0 ? 1 : 0;
            j += behind >= 0 ? 1 : 0;
        }
        return common > 0;
    }

    private static Unpooled ofFit(FitView.Beside beside, GroupLines groups, GroupLines other) {
        double[] means =
                beside.saved().summary().stream().mapToDouble(row -> row.mean()).toArray();
        MeanLines meanLines = new MeanLines(beside.model(), other, means);
        List<@Nullable Line> lines = new ArrayList<>();
        List<@Nullable Line> atMeans = new ArrayList<>();
        for (int j = 0; j < groups.levels().size(); j++) {
            int same = other.levels().indexOf(groups.levels().get(j));
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
