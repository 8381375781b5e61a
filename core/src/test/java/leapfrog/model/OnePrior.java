package leapfrog.model;

import java.util.List;
import leapfrog.model.Design.Factor;
import leapfrog.model.Design.GroupCoefficient;
import leapfrog.model.Design.GroupTerm;
import leapfrog.model.Design.PopulationTerm;
import leapfrog.model.prior.Priors;

/** Takes one parameter with its prior out of a model of {@code y ~ 1 + (1 | g)}, as the log density of its coordinate alone. */
final class OnePrior {
    private static final List<String> SCALARS = List.of("Intercept", "sd", "sigma");

    private OnePrior() {}

    /** @param statement a prior on Intercept, sd or sigma, or on the variance or precision of one of these */
    static LogDensity of(String statement) {
        Model model = model(statement);
        String target = statement.substring(0, statement.indexOf('~')).strip();
        int scalar = SCALARS.indexOf(target.substring(target.indexOf(':') + 1));
        List<ModelData.Prior> priors = model.data().priors().stream()
                .filter(prior -> prior.scalars()[0] == scalar)
                .map(prior -> prior.on(new int[1]))
                .toList();
        ModelData alone = new ModelData(
                statement,
                1,
                List.of(model.data().scalars().get(scalar)),
                priors,
                List.of(),
                List.of(),
                List.of(),
                new ModelData.Rows(
                        0,
                        new double[0],
                        new double[0][],
                        new int[0][],
                        new int[0],
                        null,
                        null,
                        null,
                        ModelData.Totals.of(0)));
        return new ScalarLogDensity(
                new ModelStructure(Likelihood.POISSON, List.of(), List.of(), 0, false, false), alone);
    }

    static Model model(String statement) {
        return Model.of(design(), ModelOptions.defaults().with(Priors.of(List.of(statement))));
    }

    static Design design() {
        return new Design(
                "y ~ 1 + (1 | g)",
                4,
                new int[] {0, 1, 2, 3},
                "y",
                new double[] {1, 3, 2, 5},
                List.of(new Factor("g", List.of("left", "right"), new int[] {0, 0, 1, 1})),
                List.of(new PopulationTerm("Intercept", null, -1, new boolean[0])),
                List.of(new GroupTerm(0, List.of(new GroupCoefficient("Intercept", null)), false)),
                null);
    }
}
