package leapfrog.model;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import leapfrog.model.Design.Factor;
import leapfrog.model.Design.GroupCoefficient;
import leapfrog.model.Design.GroupTerm;
import leapfrog.model.Design.PopulationTerm;
import leapfrog.model.prior.Priors;

/**
 * Makes {@code y ~ x + u + f + offset(o) + (1 + x || a) + (1 | b)} as {@code reference/crossed.R} does: two crossed groups, a level
 * without rows, a covariate that no group varies, contrasts, an offset.
 */
public final class Crossed {
    private static final int ROWS = 40;

    private Crossed() {}

    /** Each group effect another parametrization, each scalar another kind of prior. */
    public static Model mixed(boolean reduce) {
        Priors priors = Priors.of(List.of(
                "Intercept_centered ~ student_t(4, 0.5, 2)",
                "b ~ normal(0.2, 1.5)",
                "b_u ~ cauchy(0, 1)",
                "b:f[2] ~ student_t(5, 0, 2.5)",
                "sd:a ~ student_t(3, -0.5, 1.2)",
                "sd_a[x] ~ exponential(2)",
                "sd ~ half_student_t(4, 0.8)",
                "sigma ~ normal(1, 2)"));
        Parametrization forms = Parametrization.parse(List.of("noncentered", "a[x]=centered", "b=centered"));
        return Model.of(design(), new ModelOptions(Family.GAUSSIAN, priors, forms, reduce));
    }

    /** Default priors. */
    public static Model defaults() {
        Parametrization forms = Parametrization.parse(List.of("a[Intercept]=centered"));
        return Model.of(design(), ModelOptions.defaults().with(forms));
    }

    public static Design design() {
        int[] a = IntStream.rangeClosed(1, ROWS).map(i -> i * 7 % 5).toArray();
        int[] b = IntStream.rangeClosed(1, ROWS).map(i -> i * i % 3).toArray();
        int[] f = IntStream.rangeClosed(1, ROWS).map(i -> i / 2 % 3).toArray();
        double[] x = column(Math::sin);
        double[] u = IntStream.of(a).mapToDouble(j -> Math.cos(2 * j)).toArray();
        boolean[] none = new boolean[0];
        return new Design(
                "y ~ x + u + f + offset(o) + (1 + x || a) + (1 | b)",
                ROWS,
                IntStream.range(0, ROWS).toArray(),
                "y",
                column(i -> 0.3 + 0.5 * Math.sin(i) + Math.sin(3 * i)),
                List.of(
                        new Factor("a", List.of("a0", "a1", "a2", "a3", "a4", "a5"), a),
                        new Factor("b", List.of("b0", "b1", "b2"), b),
                        new Factor("f", List.of("0", "1", "2"), f)),
                List.of(
                        new PopulationTerm("Intercept", null, -1, none),
                        new PopulationTerm("x", x, -1, none),
                        new PopulationTerm("u", u, -1, none),
                        new PopulationTerm("f", null, 2, new boolean[] {false, true, true})),
                List.of(
                        new GroupTerm(
                                0,
                                List.of(new GroupCoefficient("Intercept", null), new GroupCoefficient("x", x.clone())),
                                false),
                        new GroupTerm(1, List.of(new GroupCoefficient("Intercept", null)), true)),
                column(i -> 0.1 * Math.cos(i)));
    }

    private static double[] column(DoubleUnaryOperator value) {
        return IntStream.rangeClosed(1, ROWS).mapToDouble(value::applyAsDouble).toArray();
    }
}
