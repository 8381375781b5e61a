package leapfrog.math;

/** Computes softplus(t) = log(1 + exp t) and its derivative, the logistic function, safely for any t. */
public final class Softplus {
    private Softplus() {}

    /** log(1 + exp t). */
    public static double of(double t) {
        return Math.max(t, 0) + Log1p.of(Math.exp(-Math.abs(t)));
    }

    /** 1 / (1 + exp(−t)), with small relative error in both tails. */
    public static double logistic(double t) {
        double small = Math.exp(-Math.abs(t));
        return (t >= 0 ? 1 : small) / (1 + small);
    }
}
