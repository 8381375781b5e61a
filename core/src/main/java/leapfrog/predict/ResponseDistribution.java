package leapfrog.predict;

import leapfrog.math.Softplus;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.random.RandomSequence;
import leapfrog.random.Variates;
import org.jspecify.annotations.Nullable;

/** Knows the distribution of a row's response given its linear predictor and the family's parameters in a draw. */
final class ResponseDistribution {
    private final Family.Kind family;
    private final Parameter sigma;
    private final Parameter nu;
    private final Parameter shape;
    private final boolean needsErrors;
    private final double @Nullable [] errors;
    private final double @Nullable [] trials;

    /**
     * A parameter of the family.
     *
     * @param quantity where it stands in a draw, or −1
     * @param fixed its value if it is not estimated
     */
    private record Parameter(int quantity, double fixed) {
        static Parameter of(Model model, String name) {
            double fixed = model.options().family().fixed().getOrDefault(name, 0.0);
            int quantity = model.variables().stream()
                    .filter(variable -> variable.name().equals(name))
                    .findFirst()
                    .map(variable -> variable.offset())
                    .orElse(-1);
            return new Parameter(quantity, fixed);
        }

        double at(double[] draw, int at) {
            return quantity < 0 ? fixed : draw[at + quantity];
        }
    }

    private ResponseDistribution(Model model, Design rows) {
        family = model.options().family().kind();
        sigma = Parameter.of(model, "sigma");
        nu = Parameter.of(model, "nu");
        shape = Parameter.of(model, "shape");
        needsErrors = model.design().additions().standardError() != null;
        errors = rows.additions().standardError();
        trials = rows.additions().trials();
    }

    /** @param rows of the model, or further ones */
    static ResponseDistribution of(Model model, Design rows) {
        return new ResponseDistribution(model, rows);
    }

    /** Why there is no prediction of this kind, or null: the rows lack what the formula says of the response. */
    @Nullable
    String obstacle(PredictionKind kind) {
        if (kind != PredictionKind.LINEAR && family == Family.Kind.BINOMIAL && trials == null) {
            return "the new rows lack the column of trials( ) in the formula, which " + kind.text()
                    + " values of a binomial response need; linear ones do not";
        }
        if (kind == PredictionKind.RESPONSE && needsErrors && errors == null) {
            return "the new rows lack the column of se( ) in the formula, which responses need; linear and expected"
                    + " values do not";
        }
        return null;
    }

    /** E(y | η). */
    double expected(int row, double eta) {
        return switch (family) {
            case GAUSSIAN, STUDENT_T -> eta;
            case BERNOULLI -> Softplus.logistic(eta);
            case BINOMIAL -> trials(row) * Softplus.logistic(eta);
            case POISSON, NEGATIVE_BINOMIAL -> Math.exp(eta);
        };
    }

    /**
     * One response.
     *
     * @param draw the family's parameters are read from {@code draw[at …]}
     */
    double draw(int row, double eta, double[] draw, int at, RandomSequence random) {
        return switch (family) {
            case GAUSSIAN -> eta + scale(row, draw, at) * random.normal();
            case STUDENT_T -> eta + sigma.at(draw, at) * Variates.studentT(nu.at(draw, at), random);
            case BERNOULLI -> random.uniform() < Softplus.logistic(eta) ? 1 : 0;
            case BINOMIAL -> Variates.binomial(trials(row), Softplus.logistic(eta), Softplus.logistic(-eta), random);
            case POISSON -> Variates.poisson(Math.exp(eta), random);
            case NEGATIVE_BINOMIAL -> Variates.negativeBinomial(Math.exp(eta), shape.at(draw, at), random);
        };
    }

    private double scale(int row, double[] draw, int at) {
        double own = sigma.at(draw, at);
        return errors == null ? own : Math.hypot(own, errors[row]);
    }

    private double trials(int row) {
        return trials == null ? Double.NaN : trials[row];
    }
}
