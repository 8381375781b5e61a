package leapfrog.model.prior;

import java.util.function.DoubleUnaryOperator;

/**
 * Integrates exp f over an interval by Gauss–Legendre rules of 10 nodes, halving where two halves differ from the whole; returns the
 * logarithm. For densities without a peak much narrower than the interval.
 *
 * <p>Nodes and weights: Abramowitz and Stegun, table 25.4.
 */
final class LogIntegral {
    private static final double[] NODES = {
        0.148874338981631210884826,
        0.433395394129247190799266,
        0.679409568299024406234327,
        0.865063366688984510732097,
        0.973906528517171720077964
    };
    private static final double[] WEIGHTS = {
        0.295524224714752870173893,
        0.269266719309996355091227,
        0.219086362515982043995535,
        0.149451349150580593145863,
        0.066671344308688137593568
    };
    private static final int DEEPEST = 40;

    private final DoubleUnaryOperator logFunction;
    private final double reference;
    /** Relative difference of halves and whole that rounding alone explains. */
    private final double precision;

    private LogIntegral(DoubleUnaryOperator logFunction, double reference) {
        this.logFunction = logFunction;
        this.reference = reference;
        precision = 1e-14 * Math.max(1, Math.abs(reference));
    }

    /** log ∫ exp f(t) dt from a to b > a, both finite. */
    static double of(DoubleUnaryOperator f, double a, double b) {
        double reference = Math.max(f.applyAsDouble(0.5 * (a + b)), Math.max(f.applyAsDouble(a), f.applyAsDouble(b)));
        LogIntegral integral = new LogIntegral(f, reference);
        return reference + Math.log(integral.refined(a, b, integral.rule(a, b), 0));
    }

    private double refined(double a, double b, double whole, int depth) {
        double middle = a + 0.5 * (b - a);
        double left = rule(a, middle);
        double right = rule(middle, b);
        return depth == DEEPEST || Math.abs(left + right - whole) <= precision * whole
                ? left + right
                : refined(a, middle, left, depth + 1) + refined(middle, b, right, depth + 1);
    }

    private double rule(double a, double b) {
        double middle = a + 0.5 * (b - a);
        double half = 0.5 * (b - a);
        double sum = 0;
        for (int i = 0; i < NODES.length; i++) {
            sum += WEIGHTS[i] * (value(middle - half * NODES[i]) + value(middle + half * NODES[i]));
        }
        return half * sum;
    }

    private double value(double t) {
        return Math.exp(logFunction.applyAsDouble(t) - reference);
    }
}
