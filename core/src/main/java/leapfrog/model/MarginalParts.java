package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.math.Triangle;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import org.jspecify.annotations.Nullable;

/**
 * Splits a noncentered model into what chains sample and what is integrated out: all group effects, and population coefficients.
 *
 * @param outer coordinates of the model that chains move in
 * @param population [p] coordinates of the population coefficients; those that are integrated out come first
 * @param effects coordinates of the group effects, a level's side by side, factor by factor
 * @param data of the outer coordinates
 */
record MarginalParts(int[] outer, int[] population, int[] effects, ModelData data) {
    /** Above so many population coefficients, whose matrix is factored for each gradient, integrating does not pay. */
    private static final int MOST_COLUMNS = 16;
    /** Without group effects it is diagonal, once it is made so, in time of the cube of their number. */
    private static final int MOST_COLUMNS_ALONE = 512;

    Marginal marginal() {
        return java.util.Objects.requireNonNull(data.marginal());
    }

    /**
     * The square of a covariate's part that those before it do not explain, over its square: of what is below, the products have lost more than ten
     * digits of what makes the effects distinct.
     */
    private static final double LEAST_DISTINCT = 1e-6;
    /** The product of four numbers, and the inverse of such a product, should be a double, with room for sums and priors. */
    private static final double EXTREME = 1e60;

    static @Nullable String obstacle(Model model) {
        if (model.structure().likelihood() != Likelihood.NORMAL) {
            return "effects are integrated out of the gaussian family alone";
        }
        if (model.options().priorOnly()) {
            return "there is no likelihood";
        }
        Layout layout = model.layout();
        CoefficientSplit split = CoefficientSplit.of(layout, model.data());
        if (split.integrated() + layout.effects().size() == 0) {
            return layout.columns().isEmpty()
                    ? "there is no coefficient"
                    : "no coefficient has a normal or flat prior, without bounds";
        }
        return split.outer().length == 0 ? "nothing would be left to sample" : null;
    }

    /** Why it is better to sample the effects, though there is no obstacle, or null. */
    static @Nullable String reservation(Model model) {
        int effects = model.layout().effects().size();
        int columns = model.layout().columns().size();
        int most = effects == 0 ? MOST_COLUMNS_ALONE : MOST_COLUMNS;
        if (columns > most) {
            return columns + " population coefficients are more than " + most;
        }
        ModelData data = model.data();
        Rows rows = data.rows();
        if (extreme(rows.response()) || Arrays.stream(rows.covariates()).anyMatch(MarginalParts::extreme)) {
            return "a column's numbers are all too small, or too large, for products of them";
        }
        EffectGroups groups = EffectGroups.of(model.layout());
        for (EffectGroups.Group group : groups.groups()) {
            if (collinear(data, group) >= 0) {
                return "the covariates of "
                        + model.design().factors().get(group.factor()).name()
                        + "'s effects are nearly collinear (center them)";
            }
        }
        return MarginalWork.reservation(model, groups);
    }

    private static boolean extreme(double[] column) {
        double largest = Arrays.stream(column).map(Math::abs).max().orElse(0);
        return largest > EXTREME || largest > 0 && largest < 1 / EXTREME;
    }

    /**
     * The first of a group's effects whose covariate those before it nearly make up, or −1. Over all rows: in a single level they may well
     * do so.
     */
    static int collinear(ModelData data, EffectGroups.Group group) {
        Rows rows = data.rows();
        int[] covariates = covariates(data, group);
        int n = covariates.length;
        double[] gram = new double[n * n];
        double[] row = new double[n];
        for (int i = 0; i < rows.count(); i++) {
            double w = rows.weight() == null ? 1 : rows.weight()[i];
            for (int k = 0; k < n; k++) {
                row[k] = covariates[k] < 0 ? 1 : rows.covariates()[covariates[k]][i];
                for (int l = 0; l <= k; l++) {
                    gram[k * n + l] += w * row[k] * row[l];
                }
            }
        }
        double[] squares = new double[n];
        Arrays.setAll(squares, k -> gram[k * n + k]);
        Triangle.factor(gram, 0, n);
        for (int k = 1; k < n; k++) {
            double left = gram[k * n + k] * gram[k * n + k];
            if (!(left > LEAST_DISTINCT * squares[k])) {
                return k;
            }
        }
        return -1;
    }

    /** Covariates of a group's effects, −1 for the constant. */
    private static int[] covariates(ModelData data, EffectGroups.Group group) {
        List<Term> terms = data.terms().stream()
                .filter(term -> !(term.source() instanceof ModelData.Direct))
                .toList();
        return IntStream.of(group.effects())
                .map(effect -> terms.get(effect).covariate())
                .toArray();
    }

    static MarginalParts of(Model model) {
        Layout layout = model.layout();
        ModelData data = model.data();
        CoefficientSplit split = CoefficientSplit.of(layout, data);
        EffectGroups groups = EffectGroups.of(layout);
        List<Prior> kept = new ArrayList<>();
        List<Prior> absorbed = new ArrayList<>();
        for (Prior prior : data.priors()) {
            if (split.keeps(prior)) {
                kept.add(split.moved(prior));
            } else {
                absorbed.add(prior);
            }
        }
        ModelData.FamilyParameter sigma = data.parameters().getFirst();
        ModelData outerData = new ModelData(
                data.name(),
                split.outer().length,
                IntStream.of(split.outer()).mapToObj(data.scalars()::get).toList(),
                kept,
                List.of(),
                List.of(),
                List.of(
                        sigma.scalar() < 0
                                ? sigma
                                : ModelData.FamilyParameter.estimated(split.place()[sigma.scalar()])),
                withoutColumns(data.rows()),
                new MarginalProducts(data, split, groups).marginal(layout, absorbed));
        return new MarginalParts(split.outer(), split.population(), groups.coordinates(layout), outerData);
    }

    private static Rows withoutColumns(Rows rows) {
        return new Rows(
                0,
                new double[0],
                new double[0][],
                new int[0][],
                new int[0],
                null,
                null,
                null,
                ModelData.Totals.of(rows.totals().observations()));
    }
}
