package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads off a design how its parameters should be scaled inside: population covariates centered where there is an intercept, and made orthogonal
 * by a QR decomposition; starting points and units from the spread of the response and of the covariates.
 */
final class DesignScaling {
    /** Above so many population coefficients they stay as they are: a triangular map would cost more than the likelihood. */
    private static final int MOST_SOURCES = 32;
    /** So many rows, evenly spread over the table, tell enough of its covariates. */
    private static final int MOST_ROWS = 1 << 16;

    private final Layout layout;
    private final Design design;
    private final int rows;
    /** The rows that they stand for. */
    private final double observations;
    /** [rows] how many each stands for, or null for one each. */
    private final double @Nullable [] counts;
    /** What the linear predictor varies by, row by row: the response's sd, or 1 on a link. */
    private final double noise;
    /** Its middle: the response's mean, or 0 on a link. */
    private final double level;
    /** [scalars] */
    private final List<Transform> transforms;
    /** [scalars] */
    private final double[] priorScale;
    /** Whether the rows say nothing: coordinates then have about the spread of default priors. */
    private final boolean priorOnly;
    /** Whether covariates are centered: not where the raw intercept's prior is all that is known of it. */
    private final boolean centering;

    private DesignScaling(Layout layout, PriorPlan plan, List<Transform> transforms, ModelOptions options) {
        this.layout = layout;
        design = layout.design();
        rows = design.response().length;
        observations = design.observations();
        counts = design.counts();
        this.transforms = transforms;
        priorScale = priorScales(plan);
        priorOnly = options.priorOnly();
        centering = !priorOnly || plan.kernels().stream().anyMatch(prior -> prior.scalars().length > 1);
        ColumnStatistics response = ColumnStatistics.ofPredictor(design, options.family());
        noise = response.noise();
        level = Double.isFinite(response.mean()) ? response.mean() : 0;
    }

    static Scaling of(Layout layout, PriorPlan plan, List<Transform> transforms, ModelOptions options) {
        return new DesignScaling(layout, plan, transforms, options).scaling();
    }

    private Scaling scaling() {
        int dimension = layout.dimension();
        double[] centre = new double[dimension];
        double[] spread = new double[dimension];
        double[] unit = new double[dimension];
        Arrays.fill(spread, 1);
        Arrays.fill(unit, 1);
        population(centre, spread, unit);
        for (int e = 0; e < layout.effects().size(); e++) {
            effect(e, centre, spread, unit);
        }
        int sigma = layout.parameter("sigma");
        if (sigma >= 0) {
            centre[sigma] = coordinate(sigma, noise, noise);
            boolean logarithm = transforms.get(sigma).kind() == Transform.Kind.ABOVE;
            if (logarithm && !priorOnly && design.additions().standardError() == null) {
                // What N residuals leave of the logarithm of their standard deviation.
                unit[sigma] = 1 / Math.sqrt(2 * observations);
            }
        }
        Scaling.Map map = map();
        if (map != null) {
            for (int source : map.sources()) {
                spread[source] = priorOnly ? 1 : Math.sqrt(observations);
                unit[source] = 1;
            }
        }
        Scaling scaling = new Scaling(centre, spread, unit, map);
        scaling.fromModel(centre);
        return scaling;
    }

    private void population(double[] centre, double[] spread, double[] unit) {
        int intercept = layout.intercept();
        for (int k = 0; k < layout.columns().size(); k++) {
            Layout.Column column = layout.columns().get(k);
            boolean constant = design.population().get(column.term()).covariate() == null;
            double middle = k == intercept || constant && intercept < 0 ? level : 0;
            double width = noise / (constant ? 1 : column.statistics().size());
            centre[k] = coordinate(k, middle, width);
            if (free(k)) {
                spread[k] = width;
                unit[k] = priorOnly ? width : unit(k, width);
            }
        }
    }

    /** About the posterior standard deviation of a coefficient: what its rows leave, or its prior where no row says anything. */
    private double unit(int column, double width) {
        ColumnStatistics statistics = layout.columns().get(column).statistics();
        if (!layout.columns().get(column).empty()) {
            return noise / (statistics.size() * Math.sqrt(observations));
        }
        return Double.isNaN(priorScale[column]) ? width : priorScale[column];
    }

    /** The scales of normal and Student's t priors of one scalar alone; NaN for the others. */
    private static double[] priorScales(PriorPlan plan) {
        double[] scales = new double[plan.transforms().size()];
        Arrays.fill(scales, Double.NaN);
        for (ModelData.Prior prior : plan.kernels()) {
            boolean located = prior.shape() == ModelData.Shape.NORMAL || prior.shape() == ModelData.Shape.STUDENT_T;
            if (located && prior.scalars().length == 1 && prior.power() == 1) {
                scales[prior.scalars()[0]] = prior.scale();
            }
        }
        return scales;
    }

    /** Whether a scalar is its own coordinate. */
    private boolean free(int scalar) {
        return transforms.get(scalar).kind() == Transform.Kind.IDENTITY;
    }

    /** The coordinate of a value, or where that is out of the support, of one a width away from its end, or in its middle. */
    private double coordinate(int scalar, double value, double width) {
        Transform transform = transforms.get(scalar);
        double above = value - transform.lower();
        double below = transform.upper() - value;
        return switch (transform.kind()) {
            case IDENTITY -> value;
            case ABOVE -> Math.log(above > 0 ? above : width);
            case BELOW -> Math.log(below > 0 ? below : width);
            case BETWEEN -> above > 0 && below > 0 ? Math.log(above / below) : 0;
            case CORRELATION -> 0;
            case SIGNED -> transform.coordinate(value);
        };
    }

    private void effect(int e, double[] centre, double[] spread, double[] unit) {
        Layout.Effect effect = layout.effects().get(e);
        double scale = effect.scale(noise, counts);
        int sd = layout.sd(e);
        if (transforms.get(sd).kind() == Transform.Kind.SIGNED) {
            // From 0 to about three times its scale, and never negative: all chains start on one side.
            centre[sd] = 0.9;
            spread[sd] = 0.44;
        } else {
            centre[sd] = coordinate(sd, scale, scale);
        }
        if (effect.absorbing() && free(effect.population()) && !priorOnly) {
            unit[effect.population()] = scale / Math.sqrt(effect.levels());
        }
        if (!priorOnly) {
            // What so many levels would tell of the logarithm of their standard deviation, were they known.
            unit[sd] = 1 / Math.sqrt(2.0 * effect.levels());
        }
        double[] known = knownOfLevels(effect);
        double mean =
                effect.absorbing() ? transforms.get(effect.population()).parameter(centre[effect.population()]) : 0;
        for (int j = 0; j < effect.levels(); j++) {
            if (effect.centered()[j]) {
                int coordinate = effect.firstCoordinate() + j;
                centre[coordinate] = mean;
                spread[coordinate] = scale;
                unit[coordinate] = 1 / Math.sqrt(1 / (scale * scale) + known[j]);
            }
        }
    }

    /** Σ x² / noise² over the rows of each level: the precision that they leave of a level's own coefficient. */
    private double[] knownOfLevels(Layout.Effect effect) {
        double[] known = new double[effect.levels()];
        if (priorOnly) {
            return known;
        }
        int[] level = design.factors().get(effect.factor()).level();
        double[] covariate = effect.covariate();
        for (int i = 0; i < rows; i++) {
            double x = covariate == null ? 1 : covariate[i];
            known[level[i]] += count(i) * x * x / (noise * noise);
        }
        return known;
    }

    private Scaling.@Nullable Map map() {
        int[] sources = IntStream.range(0, layout.columns().size())
                .filter(k -> k != layout.intercept() && !layout.absorbed()[k] && free(k))
                .filter(k -> !layout.columns().get(k).empty())
                .toArray();
        if (sources.length == 0 || sources.length > MOST_SOURCES || observations < 2) {
            return null;
        }
        double[] means = new double[sources.length];
        int intercept = layout.intercept();
        boolean shifted = intercept >= 0 && free(intercept) && centering;
        if (shifted) {
            Arrays.setAll(
                    means, s -> layout.columns().get(sources[s]).statistics().mean());
        }
        Shifts shifts = shifted ? shifts(sources, means) : new Shifts(List.of(), List.of());
        return new Scaling.Map(
                sources,
                priorOnly ? widths(sources) : factor(sources, means),
                shifts.targets().stream().mapToInt(Integer::intValue).toArray(),
                shifts.means().toArray(double[][]::new));
    }

    /** What stands for the intercept, and the means of the sources' columns over its rows. */
    private record Shifts(List<Integer> targets, List<double[]> means) {}

    /** Of the intercept all rows; of the centered levels whose coefficients stand for it the level's own. */
    private Shifts shifts(int[] sources, double[] means) {
        Shifts shifts = new Shifts(new ArrayList<>(List.of(layout.intercept())), new ArrayList<>(List.of(means)));
        for (Layout.Effect effect : layout.effects()) {
            int[] centered = effect.mean() == layout.intercept() ? effect.centeredLevels() : new int[0];
            if (centered.length > 0) {
                double[][] ofLevels = levelMeans(sources, effect, means);
                for (int j : centered) {
                    shifts.targets().add(effect.firstCoordinate() + j);
                    shifts.means().add(ofLevels[j]);
                }
            }
        }
        return shifts;
    }

    /** Means of the sources' columns over the rows of each level, of those looked at; over all rows where it has none of them. */
    private double[][] levelMeans(int[] sources, Layout.Effect effect, double[] otherwise) {
        double[][] means = new double[effect.levels()][sources.length];
        double[] count = new double[effect.levels()];
        int[] level = design.factors().get(effect.factor()).level();
        int stride = Math.ceilDiv(rows, MOST_ROWS);
        for (int i = 0; i < rows; i += stride) {
            int j = level[i];
            count[j] += count(i);
            for (int s = 0; s < sources.length; s++) {
                means[j][s] += (value(layout.columns().get(sources[s]), i) - means[j][s]) * count(i) / count[j];
            }
        }
        Arrays.setAll(means, j -> count[j] == 0 ? otherwise : means[j]);
        return means;
    }

    /** Diagonal: noise over the spread of each column, as default priors have it. */
    private double[] widths(int[] sources) {
        int p = sources.length;
        double[] factor = new double[p * p];
        for (int s = 0; s < p; s++) {
            factor[s * p + s] =
                    noise / layout.columns().get(sources[s]).statistics().size();
        }
        return factor;
    }

    /** noise · R⁻¹, with R the triangular factor of the centered columns: under flat priors u then has about unit variances. */
    private double[] factor(int[] sources, double[] means) {
        int p = sources.length;
        TallQr qr = new TallQr(p);
        int stride = Math.ceilDiv(rows, MOST_ROWS);
        double[] row = new double[p];
        for (int i = 0; i < rows; i += stride) {
            double root = Math.sqrt(count(i));
            for (int s = 0; s < p; s++) {
                row[s] = root * (value(layout.columns().get(sources[s]), i) - means[s]);
            }
            qr.add(row);
        }
        // A little of each column by itself keeps the factor invertible, whatever the rows looked at.
        for (int s = 0; s < p; s++) {
            Arrays.fill(row, 0);
            row[s] = 1e-4
                    * layout.columns().get(sources[s]).statistics().size()
                    * Math.sqrt(Math.ceil(observations / stride));
            qr.add(row);
        }
        double[] factor = qr.inverse();
        double scale = noise / Math.sqrt(stride);
        Arrays.setAll(factor, i -> scale * factor[i]);
        return factor;
    }

    private double count(int row) {
        return counts == null ? 1 : counts[row];
    }

    private double value(Layout.Column column, int row) {
        Design.PopulationTerm term = design.population().get(column.term());
        boolean other =
                term.factor() >= 0 && design.factors().get(term.factor()).level()[row] != column.level();
        return other ? 0 : term.covariate() == null ? 1 : term.covariate()[row];
    }
}
