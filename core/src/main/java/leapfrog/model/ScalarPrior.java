package leapfrog.model;

import leapfrog.model.ModelData.Prior;

/** Evaluates one prior on scalar parameters; of a positive one that may have a sign, on its absolute value. */
final class ScalarPrior {
    private final Prior prior;

    ScalarPrior(Prior prior) {
        this.prior = prior;
    }

    /** Returns the log density and adds its derivatives. */
    double add(ScalarParameters parameters) {
        return prior.logConstant()
                + switch (prior.shape()) {
                    case UNIFORM -> 0;
                    case CORRELATION -> correlation(parameters);
                    case GAMMA, INVERSE_GAMMA -> gamma(parameters);
                    case NORMAL, STUDENT_T, EXPONENTIAL -> located(parameters);
                };
    }

    /** (df − 1) log(1 − v²), whose derivative by θ, with v = tanh θ, is −2 (df − 1) v. */
    private double correlation(ScalarParameters parameters) {
        int k = prior.scalars()[0];
        double exponent = prior.df() - 1;
        parameters.addByCoordinate(k, -2 * exponent * parameters.value[k]);
        return exponent * parameters.logarithm[k];
    }

    private double gamma(ScalarParameters parameters) {
        int k = prior.scalars()[0];
        int power = prior.power();
        double logX = power * parameters.logarithm[k] - Math.log(prior.scale());
        double x = Math.exp(logX);
        double df = prior.df();
        boolean inverse = prior.shape() == ModelData.Shape.INVERSE_GAMMA;
        double kernel = inverse ? -(df + 1) * logX - 1 / x : (df - 1) * logX - x;
        double byLogX = inverse ? 1 / x - (df + 1) : df - 1 - x;
        parameters.addByLogarithm(k, power * byLogX + power - 1);
        return kernel + (power - 1) * parameters.logarithm[k];
    }

    private double located(ScalarParameters parameters) {
        int[] scalars = prior.scalars();
        double v = 0;
        for (int i = 0; i < scalars.length; i++) {
            v += prior.weights()[i] * parameters.magnitude(scalars[i]);
        }
        int power = prior.power();
        double u = power == 1 ? v : Math.exp(power * parameters.logarithm[scalars[0]]);
        double x = (u - prior.location()) / prior.scale();
        double df = prior.df();
        double kernel = switch (prior.shape()) {
            case NORMAL -> -0.5 * x * x;
            case STUDENT_T -> -0.5 * (df + 1) * Math.log1p(x * x / df);
            default -> -x;
        };
        double byX = switch (prior.shape()) {
            case NORMAL -> -x;
            case STUDENT_T -> -(df + 1) * x / (df + x * x);
            default -> -1.0;
        };
        if (power != 1) {
            parameters.addByLogarithm(scalars[0], power * u * byX / prior.scale() + power - 1);
            return kernel + (power - 1) * parameters.logarithm[scalars[0]];
        }
        for (int i = 0; i < scalars.length; i++) {
            parameters.addByMagnitude(scalars[i], byX / prior.scale() * prior.weights()[i]);
        }
        return kernel;
    }
}
