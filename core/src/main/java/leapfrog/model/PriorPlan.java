package leapfrog.model;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import leapfrog.model.prior.Density;
import leapfrog.model.prior.PriorStatement;
import leapfrog.model.prior.Priors;
import leapfrog.model.prior.Quantity;
import leapfrog.model.prior.Slot;
import leapfrog.model.prior.Support;
import leapfrog.model.prior.Target;
import org.jspecify.annotations.Nullable;

/**
 * Gives every scalar of a layout its prior, the user's or the default one.
 *
 * <p>Defaults: Intercept_centered ~ normal(mean y, 2.5 sd y); b ~ normal(0, 2.5 sd y / sd x), x its column of the model matrix;
 * sd, sigma ~ exponential(1 / sd y); nu, shape ~ gamma(2, 0.1); cor ~ lkj(1). y is the response less its offset. On a link other than the
 * identity sd y is 1 and mean y what the offset leaves of 0. The coefficients of a factor that has one for each level, in a model without an
 * intercept, are intercepts: b ~ normal(mean y, 2.5 sd y / sd x). A column that is constant has no sd: x = c ≠ 0 takes |c| in its place, so that b · c, an
 * intercept, has the scale 2.5 sd y; an empty column takes 1.
 *
 * @param kernels densities as kernels evaluate them; flat ones have none
 * @param transforms [scalars] those of the supports that the priors set
 * @param uses what to tell the user: one line for each statement of theirs, then the defaults
 * @param improper names of the parameters whose prior has no finite integral
 */
record PriorPlan(
        List<ModelData.Prior> kernels, List<Transform> transforms, List<PriorUse> uses, List<String> improper) {
    static PriorPlan of(Layout layout, ModelOptions options) {
        return new Planner(layout, options).plan();
    }

    /** @throws InputException if a prior is improper: there is then nothing to sample without the likelihood */
    void requireProper() {
        if (!improper.isEmpty()) {
            int shown = 5;
            throw new InputException(
                    "without the likelihood nothing but the priors can be sampled, and a flat one has no finite"
                            + " integral: give a proper prior on "
                            + String.join(", ", improper.subList(0, Math.min(shown, improper.size())))
                            + (improper.size() > shown ? " and " + (improper.size() - shown) + " more" : ""));
        }
    }

    private static final class Planner {
        private final Layout layout;
        private final List<Slot> slots;
        private final List<Layout.Partial> partials;
        private final List<@Nullable PriorStatement> given;
        private final Priors priors;
        private final ColumnStatistics response;
        private final List<ModelData.Prior> kernels = new ArrayList<>();
        private final List<Transform> transforms = new ArrayList<>();
        private final List<PriorUse> uses = new ArrayList<>();
        private final List<String> improper = new ArrayList<>();

        Planner(Layout layout, ModelOptions options) {
            this.layout = layout;
            slots = layout.slots();
            partials = layout.partials();
            priors = options.priors();
            given = priors.assign(slots, describe(options.family(), layout.design()));
            response = ColumnStatistics.ofPredictor(layout.design(), options.family());
        }

        private static String describe(Family family, Design design) {
            return "the " + family.text() + " family"
                    + (design.additions().sigma() ? "" : " with standard errors in the place of sigma");
        }

        PriorPlan plan() {
            requireDefaultsKnown();
            for (PriorStatement statement : priors.statements()) {
                uses.add(new PriorUse(statement.subject(), statement.density(), PriorUse.Source.USER));
            }
            Set<String> shared = sharedDefaults();
            Set<String> told = new HashSet<>();
            for (int k = 0; k < slots.size(); k++) {
                PriorStatement statement = given.get(k);
                boolean centered = slots.get(k).kind().equals("Intercept")
                        && (statement == null || statement.target().equals(new Target.OfClass("Intercept_centered")));
                Density density = statement == null ? defaultDensity(k) : statement.density();
                Quantity quantity = statement == null ? Quantity.ITSELF : statement.quantity();
                Slot slot = slots.get(k);
                Support within = density.support().and(slot.support());
                if (density.kernel() == null && !within.bounded()) {
                    requireInformed(k, statement);
                    improper.add(slot.name());
                }
                transforms.add(transform(slot, quantity.ofParameter(within)));
                ModelData.Prior prior =
                        centered ? atMeans(k, density) : marginal(k, density).ofScalar(k, quantity, within);
                if (prior != null) {
                    kernels.add(prior);
                }
                String target = centered
                        ? "Intercept_centered"
                        : shared.contains(slot.variable()) ? slot.variable() : slot.name();
                if (statement == null && told.add(target)) {
                    uses.add(new PriorUse(target, density, PriorUse.Source.DEFAULT));
                }
            }
            return new PriorPlan(
                    List.copyOf(kernels), List.copyOf(transforms), List.copyOf(uses), List.copyOf(improper));
        }

        private static Transform transform(Slot slot, Support support) {
            return slot.kind().equals("cor")
                    ? Transform.CORRELATION
                    : Transform.between(support.lower(), support.upper());
        }

        /** Of the density of a correlation matrix that of a scalar, its canonical partial correlation. */
        private Density marginal(int scalar, Density density) {
            if (density instanceof Density.Lkj lkj) {
                Layout.Partial partial = partials.get(scalar - layout.firstPartial());
                return lkj.ofPartial(partial.column(), partial.block().size());
            }
            return density;
        }

        /** A prior on b_Intercept + Σ mean(x_k) b_k. */
        private ModelData.@Nullable Prior atMeans(int intercept, Density density) {
            List<Integer> scalars = new ArrayList<>();
            for (int k = 0; k < layout.columns().size(); k++) {
                if (k == intercept || layout.columns().get(k).statistics().mean() != 0) {
                    scalars.add(k);
                }
            }
            int[] indices = scalars.stream().mapToInt(Integer::intValue).toArray();
            double[] weights = new double[indices.length];
            for (int i = 0; i < indices.length; i++) {
                weights[i] = indices[i] == intercept
                        ? 1
                        : layout.columns().get(indices[i]).statistics().mean();
            }
            return density.ofSum(indices, weights);
        }

        private Density defaultDensity(int scalar) {
            double sd = response.sd();
            String kind = slots.get(scalar).kind();
            if (!scaledByResponse(kind)) {
                return kind.equals("cor") ? new Density.Lkj(1) : new Density.Gamma(2, 0.1);
            }
            if (scalar >= layout.columns().size()) {
                return new Density.Exponential(1 / sd);
            }
            if (kind.equals("Intercept")) {
                return new Density.Normal(response.mean(), 2.5 * sd);
            }
            ColumnStatistics column = layout.columns().get(scalar).statistics();
            double constant = column.mean() == 0 ? 1 : Math.abs(column.mean());
            return new Density.Normal(
                    isIntercept(scalar) ? response.mean() : 0, 2.5 * sd / (column.constant() ? constant : column.sd()));
        }

        /** Whether a coefficient is that of a level of a factor whose levels' columns add up to the intercept's, which the model has not. */
        private boolean isIntercept(int scalar) {
            Layout.Column column = layout.columns().get(scalar);
            Design.PopulationTerm term = layout.design().population().get(column.term());
            return layout.intercept() < 0
                    && term.covariate() == null
                    && IntStream.range(0, term.coded().length).allMatch(level -> term.coded()[level]);
        }

        private static boolean scaledByResponse(String kind) {
            return !kind.equals("nu") && !kind.equals("shape") && !kind.equals("cor");
        }

        /** The variables whose elements all have one and the same default prior. */
        private Set<String> sharedDefaults() {
            Map<String, Density> first = new HashMap<>();
            Set<String> mixed = new HashSet<>();
            for (int k = 0; k < slots.size(); k++) {
                String variable = slots.get(k).variable();
                Density density = defaultDensity(k);
                if (given.get(k) != null
                        || !first.computeIfAbsent(variable, v -> density).equals(density)) {
                    mixed.add(variable);
                }
            }
            first.keySet().removeAll(mixed);
            return Set.copyOf(first.keySet());
        }

        private void requireDefaultsKnown() {
            if (response.sd() > 0 && response.sd() < Double.POSITIVE_INFINITY) {
                requireScales();
                return;
            }
            Set<String> missing = new LinkedHashSet<>();
            for (int k = 0; k < slots.size(); k++) {
                if (given.get(k) == null && scaledByResponse(slots.get(k).kind())) {
                    missing.add(slots.get(k).kind());
                }
            }
            if (!missing.isEmpty()) {
                Design design = layout.design();
                throw new InputException("the response " + design.responseName()
                        + (design.offset() == null ? "" : " less its offset")
                        + trouble(design.response(), design.offset())
                        + ", so the default priors, which are scaled by its standard deviation, do not exist; give"
                        + " priors on "
                        + String.join(", ", missing) + ", for example '"
                        + example(missing.iterator().next()) + "'");
            }
        }

        /** A covariate may be so large or small that a default prior, which is scaled by it, does not exist. */
        private void requireScales() {
            for (int k = 0; k < slots.size(); k++) {
                if (given.get(k) == null
                        && defaultDensity(k) instanceof Density.Normal normal
                        && !(normal.sd() > 0 && normal.sd() < Double.POSITIVE_INFINITY)) {
                    String name = slots.get(k).name();
                    throw new InputException("the default prior of " + name
                            + " is scaled by the standard deviation of its column, and does not exist: the column's"
                            + " numbers are too large or too small; rescale them, or give a prior, for example"
                            + " '" + name
                            + " ~ normal(0, 10)'");
                }
            }
        }

        /** Why a response, less its offset, has no standard deviation. */
        private static String trouble(double[] response, double @Nullable [] offset) {
            DoubleSummaryStatistics range = IntStream.range(0, response.length)
                    .mapToDouble(row -> offset == null ? response[row] : response[row] - offset[row])
                    .summaryStatistics();
            if (response.length == 1) {
                return " has one row";
            }
            if (range.getMin() == range.getMax()) {
                return " is constant";
            }
            return Math.max(-range.getMin(), range.getMax()) > 1 ? " is too large" : " is too small";
        }

        private static String example(String kind) {
            return kind + (kind.equals("sd") || kind.equals("sigma") ? " ~ exponential(1)" : " ~ normal(0, 10)");
        }

        /** A coefficient that no row informs needs a proper prior. */
        private void requireInformed(int scalar, @Nullable PriorStatement statement) {
            boolean empty = scalar < layout.columns().size()
                    && layout.columns().get(scalar).empty();
            if (empty && statement != null) {
                throw new InputException(statement.describe() + ": no row informs "
                        + slots.get(scalar).name()
                        + ", so with a flat prior its posterior is improper; give it a proper prior");
            }
        }
    }
}
