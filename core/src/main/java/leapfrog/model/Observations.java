package leapfrog.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;
import leapfrog.math.LogGamma;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.Totals;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a response, its family and what the formula says about it what a likelihood reads of its rows; {@link Likelihood} says what
 * response and weight are.
 *
 * <p>With weights w each row's log density counts w times. Standard errors s in the place of sigma are weights w / s² with sigma 1,
 * and −Σ w log s.
 *
 * @param fixed values of the likelihood's parameters that are not estimated
 * @param response [n] in the order of the design
 * @param weight [n] or null for all 1
 * @param standardError [n] of {@link Likelihood#NORMAL_WITH_ERROR}, else null
 */
record Observations(
        Likelihood likelihood,
        Map<String, Double> fixed,
        double[] response,
        double @Nullable [] weight,
        double @Nullable [] standardError,
        Totals totals) {

    static Observations of(Design design, Family family) {
        double[] y = design.response();
        double[] given = design.additions().weights();
        double[] each = given == null ? filled(y.length, i -> 1) : given;
        double[] counts = design.counts();
        double[] w = counts == null ? each : filled(y.length, i -> each[i] * counts[i]);
        double observations = Arrays.stream(w).sum();
        return switch (family.kind()) {
            case GAUSSIAN -> gaussian(design, family, each, w);
            case STUDENT_T ->
                new Observations(Likelihood.STUDENT_T, family.fixed(), y, w, null, Totals.of(observations));
            case BERNOULLI -> binomial(family, y, w, filled(y.length, i -> 1), observations);
            case BINOMIAL ->
                binomial(family, y, w, requireNonNull(design.additions().trials()), observations);
            case POISSON -> counts(Likelihood.POISSON, family, y, w, new TreeMap<>(), observations);
            case NEGATIVE_BINOMIAL -> counts(Likelihood.NEGATIVE_BINOMIAL, family, y, w, responses(y, w), observations);
        };
    }

    Observations {
        if (weight != null && Arrays.stream(weight).allMatch(one -> one == 1)) {
            weight = null;
        }
    }

    /** The parameters that are estimated, in order. */
    List<String> estimated() {
        return likelihood.parameters().stream()
                .filter(name -> !fixed.containsKey(name))
                .toList();
    }

    /** The likelihood's parameters, in order. */
    List<FamilyParameter> parameters(ToIntFunction<String> scalar) {
        return likelihood.parameters().stream()
                .map(name -> {
                    Double value = fixed.get(name);
                    return value == null
                            ? FamilyParameter.estimated(scalar.applyAsInt(name))
                            : FamilyParameter.fixed(value);
                })
                .toList();
    }

    /**
     * @param each [n] the weight of each of the rows that a row stands for
     * @param w [n] that of all of them together
     */
    private static Observations gaussian(Design design, Family family, double[] each, double[] w) {
        double[] y = design.response();
        double[] s = design.additions().standardError();
        double observations = Arrays.stream(w).sum();
        if (s == null) {
            double squares = squares(design, i -> each[i]);
            return new Observations(
                    Likelihood.NORMAL, family.fixed(), y, w, null, Totals.squares(observations, squares));
        }
        if (design.additions().sigma()) {
            return new Observations(Likelihood.NORMAL_WITH_ERROR, family.fixed(), y, w, s, Totals.of(observations));
        }
        Map<String, Double> fixed = new HashMap<>(family.fixed());
        fixed.put("sigma", 1.0);
        double constant = sum(y.length, i -> -w[i] * Math.log(s[i]));
        return new Observations(
                Likelihood.NORMAL,
                fixed,
                y,
                filled(y.length, i -> w[i] / (s[i] * s[i])),
                null,
                new Totals(
                        observations,
                        squares(design, i -> each[i] / (s[i] * s[i])),
                        constant,
                        new double[0],
                        new double[0]));
    }

    /** What the squares around the responses of rows that stand for several come to. */
    private static double squares(Design design, IntToDoubleFunction weight) {
        Design.Repeats repeats = design.repeats();
        return repeats == null ? 0 : sum(repeats.squares().length, i -> weight.applyAsDouble(i) * repeats.squares()[i]);
    }

    private static Observations binomial(Family family, double[] y, double[] w, double[] n, double observations) {
        double constant = sum(y.length, i -> w[i] * LogGamma.choose(n[i], y[i]));
        return new Observations(
                Likelihood.BINOMIAL,
                family.fixed(),
                filled(y.length, i -> w[i] * y[i]),
                filled(y.length, i -> w[i] * n[i]),
                null,
                new Totals(observations, 0, constant, new double[0], new double[0]));
    }

    private static Observations counts(
            Likelihood likelihood,
            Family family,
            double[] y,
            double[] w,
            TreeMap<Double, Double> responses,
            double observations) {
        double constant = sum(y.length, i -> -w[i] * LogGamma.rising(1, y[i]));
        Totals totals = new Totals(
                observations,
                0,
                constant,
                responses.keySet().stream().mapToDouble(u -> u).toArray(),
                responses.values().stream().mapToDouble(weight -> weight).toArray());
        return new Observations(likelihood, family.fixed(), filled(y.length, i -> w[i] * y[i]), w, null, totals);
    }

    /** The total weight of each response above 0. */
    private static TreeMap<Double, Double> responses(double[] y, double[] w) {
        TreeMap<Double, Double> weights = new TreeMap<>();
        for (int i = 0; i < y.length; i++) {
            if (y[i] > 0) {
                weights.merge(y[i], w[i], Double::sum);
            }
        }
        return weights;
    }

    private static double sum(int n, IntToDoubleFunction term) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += term.applyAsDouble(i);
        }
        return sum;
    }

    private static double[] filled(int n, IntToDoubleFunction value) {
        double[] values = new double[n];
        Arrays.setAll(values, value);
        return values;
    }
}
