package leapfrog.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Splits a noncentered model into what chains sample and what is integrated out: all group effects, and all population coefficients.
 *
 * @param outer coordinates of the model that chains move in
 * @param population [p] coordinates of the population coefficients
 * @param effects [J × K] coordinates of the group effects, a level's side by side
 * @param data of the outer coordinates
 */
record MarginalParts(int[] outer, int[] population, int[] effects, ModelData data) {
    /** Above so many population coefficients, whose matrix is factored for each gradient, integrating does not pay. */
    private static final int MOST_COLUMNS = 16;

    Marginal marginal() {
        return java.util.Objects.requireNonNull(data.marginal());
    }

    static @Nullable String obstacle(Model model) {
        if (model.structure().likelihood() != Likelihood.NORMAL) {
            return "effects are integrated out of the gaussian family alone";
        }
        if (model.options().priorOnly()) {
            return "there is no likelihood";
        }
        Layout layout = model.layout();
        int columns = layout.columns().size();
        if (columns > MOST_COLUMNS) {
            return columns + " population coefficients are more than " + MOST_COLUMNS;
        }
        if (layout.effects().stream().mapToInt(Layout.Effect::factor).distinct().count() > 1) {
            return "there is more than one grouping factor";
        }
        if (columns + layout.effects().size() == 0) {
            return "there is no coefficient";
        }
        for (int k = 0; k < columns; k++) {
            if (model.data().scalars().get(k).kind() != Transform.Kind.IDENTITY) {
                return model.coordinates().get(k) + " has a bound";
            }
        }
        for (Prior prior : model.data().priors()) {
            boolean ofCoefficients = prior.scalars()[0] < columns;
            if (ofCoefficients && prior.shape() != Shape.NORMAL) {
                return "the prior of " + model.coordinates().get(prior.scalars()[0]) + " is not normal or flat";
            }
        }
        return null;
    }

    static MarginalParts of(Model model) {
        Layout layout = model.layout();
        ModelData data = model.data();
        int p = layout.columns().size();
        int[] population = IntStream.range(0, p).toArray();
        int[] outer = IntStream.range(p, layout.scalars()).toArray();
        int groups = layout.effects().size();
        int levels = groups == 0 ? 0 : layout.effects().getFirst().levels();
        int[] effects = new int[levels * groups];
        for (int k = 0; k < groups; k++) {
            for (int j = 0; j < levels; j++) {
                effects[j * groups + k] = layout.effects().get(k).firstCoordinate() + j;
            }
        }
        List<Prior> kept = new ArrayList<>();
        List<Prior> absorbed = new ArrayList<>();
        for (Prior prior : data.priors()) {
            if (prior.scalars()[0] < p) {
                absorbed.add(prior);
            } else {
                kept.add(moved(prior, p));
            }
        }
        ModelData.FamilyParameter sigma = data.parameters().getFirst();
        ModelData outerData = new ModelData(
                data.name(),
                outer.length,
                data.scalars().subList(p, layout.scalars()),
                kept,
                List.of(),
                List.of(),
                List.of(sigma.scalar() < 0 ? sigma : ModelData.FamilyParameter.estimated(sigma.scalar() - p)),
                withoutColumns(data.rows()),
                new MarginalProducts(data, p, groups, levels).marginal(layout, absorbed));
        return new MarginalParts(outer, population, effects, outerData);
    }

    private static Prior moved(Prior prior, int by) {
        return new Prior(
                IntStream.of(prior.scalars()).map(scalar -> scalar - by).toArray(),
                prior.weights(),
                prior.shape(),
                prior.location(),
                prior.scale(),
                prior.df(),
                prior.power(),
                prior.logConstant());
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
