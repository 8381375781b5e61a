package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Holds what each level says for itself: the posterior means of an unpooled fit beside this one, or else least squares within the level.
 *
 * @param name of the estimates
 * @param lines [levels] null where a level's rows do not tell a slope
 */
record Unpooled(String name, List<@Nullable Line> lines) {
    /** Empty where the link is not the identity and no unpooled fit is there. */
    static Optional<Unpooled> of(FitView fit, GroupLines groups) {
        for (FitView.Beside beside : fit.comparison().others()) {
            Optional<GroupLines> other = sameResponse(fit.model(), beside.model())
                    ? GroupLines.unpooled(beside.model(), groups.factor(), groups.covariateName())
                    : Optional.empty();
            if (other.isPresent()) {
                double[] means = beside.saved().summary().stream()
                        .mapToDouble(row -> row.mean())
                        .toArray();
                return Optional.of(new Unpooled("unpooled (" + beside.name() + ")", lines(groups, other.get(), means)));
            }
        }
        return fit.model().options().family().kind().link() == Family.Link.IDENTITY
                ? Optional.of(new Unpooled(
                        "unpooled (least squares)", leastSquares(fit.model().design(), groups)))
                : Optional.empty();
    }

    private static boolean sameResponse(Model model, Model other) {
        return model.design().responseName().equals(other.design().responseName())
                && model.options().family().kind() == other.options().family().kind();
    }

    private static List<@Nullable Line> lines(GroupLines groups, GroupLines other, double[] means) {
        List<@Nullable Line> lines = new ArrayList<>();
        for (int j = 0; j < groups.levels().size(); j++) {
            int same = other.levels().indexOf(groups.levels().get(j));
            lines.add(same >= 0 && groups.hasContrast(j) ? other.line(means, 0, same) : null);
        }
        return lines;
    }

    private static List<@Nullable Line> leastSquares(Design design, GroupLines groups) {
        List<@Nullable Line> lines = new ArrayList<>();
        for (int j = 0; j < groups.levels().size(); j++) {
            lines.add(groups.hasContrast(j) ? leastSquares(design, groups.covariate(), groups.rows(j)) : null);
        }
        return lines;
    }

    /** Of the response less its offset on the covariate, with the rows' weights. */
    static Line leastSquares(Design design, double[] covariate, int[] rows) {
        double[] offset = design.offset();
        double[] weights = design.additions().weights();
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i : rows) {
            double w = weights == null ? 1 : weights[i];
            sum += w;
            x += w * covariate[i];
            y += w * (design.response()[i] - (offset == null ? 0 : offset[i]));
        }
        x /= sum;
        y /= sum;
        double xx = 0;
        double xy = 0;
        for (int i : rows) {
            double w = weights == null ? 1 : weights[i];
            double dx = covariate[i] - x;
            xx += w * dx * dx;
            xy += w * dx * (design.response()[i] - (offset == null ? 0 : offset[i]) - y);
        }
        double slope = xy / xx;
        double meanOffset = 0;
        for (int i : rows) {
            meanOffset += (offset == null ? 0 : offset[i]) / rows.length;
        }
        return new Line(y - slope * x + meanOffset, slope);
    }
}
