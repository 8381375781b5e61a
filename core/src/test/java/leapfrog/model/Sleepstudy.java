package leapfrog.model;

import java.util.List;
import leapfrog.mixed.Tables;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;

/** Makes the model of {@code reference/sleepstudy.py}: reaction times whose intercepts and slopes correlate over subjects. */
public final class Sleepstudy {
    private Sleepstudy() {}

    public static Model model(Parametrization parametrization) {
        Priors priors = Priors.of(List.of(
                "Intercept ~ normal(250, 50)",
                "b_Days ~ normal(10, 10)",
                "sd_Subject[Intercept] ~ half_normal(50)",
                "sd_Subject[Days] ~ half_normal(10)",
                "cor ~ lkj(2)",
                "sigma ~ half_normal(50)"));
        return Model.of(
                DesignBuilder.build(
                        Formula.parse("Reaction ~ Days + (1 + Days | Subject)"), Tables.read("/mixed/sleepstudy.csv")),
                new ModelOptions(Family.GAUSSIAN, priors, parametrization, true));
    }
}
