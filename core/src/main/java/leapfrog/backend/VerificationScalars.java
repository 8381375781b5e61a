package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import leapfrog.backend.VerificationShape.Supports;
import leapfrog.math.LogGamma;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Shape;
import leapfrog.model.Transform;

/** Gathers the scalars of a verification task, with every kind of transform and prior in turn. */
final class VerificationScalars {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final Supports supports;
    private final List<Transform> transforms = new ArrayList<>();

    VerificationScalars(Supports supports) {
        this.supports = supports;
    }

    List<Transform> transforms() {
        return List.copyOf(transforms);
    }

    int size() {
        return transforms.size();
    }

    /** Adds a coefficient. */
    int real() {
        int k = transforms.size();
        boolean plain = supports == Supports.PLAIN || k % 2 == 0;
        Transform bounded = switch (k / 2 % 3) {
            case 0 -> Transform.between(-3, 2);
            case 1 -> Transform.between(-2, Double.POSITIVE_INFINITY);
            default -> Transform.between(Double.NEGATIVE_INFINITY, 1.5);
        };
        return add(plain ? Transform.IDENTITY : bounded);
    }

    /** Adds a scale. */
    int positive() {
        int k = transforms.size();
        boolean plain = supports == Supports.PLAIN || k % 3 == 0;
        return add(
                plain
                        ? Transform.EXP
                        : Transform.between(k % 2 == 0 ? 0 : 0.1, k % 3 == 1 ? 4 : Double.POSITIVE_INFINITY));
    }

    /** Adds the standard deviation of noncentered effects, every other one with a sign. */
    int noncenteredScale() {
        int k = transforms.size();
        double upper = supports == Supports.PLAIN || k % 4 == 1 ? Double.POSITIVE_INFINITY : 3;
        return k % 2 == 0 ? positive() : add(Transform.signed(upper, k % 3 == 0 ? 0.7 : 2));
    }

    /** Adds the canonical partial correlations of a block of K terms; returns the first. */
    int correlations(int k) {
        int first = transforms.size();
        for (int i = 0; i < k * (k - 1) / 2; i++) {
            add(Transform.CORRELATION);
        }
        return first;
    }

    private int add(Transform transform) {
        transforms.add(transform);
        return transforms.size() - 1;
    }

    /** Every kind of prior in turn; some scalars stay flat; the first real ones share a prior on their combination. */
    List<Prior> priors() {
        List<Prior> priors = new ArrayList<>();
        List<Integer> real = new ArrayList<>();
        for (int k = 0; k < transforms.size(); k++) {
            Transform transform = transforms.get(k);
            if (transform.kind() == Transform.Kind.CORRELATION) {
                double b = 1.5 + 0.5 * (k % 3);
                priors.add(alone(k, Shape.CORRELATION, 1, b, 2 * LogGamma.of(2 * b) - 4 * LogGamma.of(b)));
            } else if (transform.positive()) {
                priors.add(onScale(k, transform));
            } else {
                real.add(k);
                addOnLine(k, priors);
            }
        }
        if (real.size() > 1) {
            int[] combined = real.stream().limit(5).mapToInt(Integer::intValue).toArray();
            double[] weights = new double[combined.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = i == 0 ? 1 : 0.7 - 0.45 * i;
            }
            priors.add(normal(combined, weights, 1.2, 2.5));
            priors.add(studentT(combined, weights, -0.4, 1.5, 4, 0.375));
        }
        return priors;
    }

    private static void addOnLine(int k, List<Prior> priors) {
        int[] scalar = {k};
        double[] one = {1};
        switch (k % 4) {
            case 0 -> priors.add(normal(scalar, one, 0.3, 100));
            case 1 -> priors.add(studentT(scalar, one, -1, 2.5, 4, 0.375));
            case 2 -> priors.add(studentT(scalar, one, 0, 5, 1, 1 / Math.PI));
            default -> {
                // Flat.
            }
        }
    }

    private Prior onScale(int k, Transform transform) {
        int[] scalar = {k};
        double[] one = {1};
        boolean finiteAtZero = supports == Supports.PLAIN || transform.kind() == Transform.Kind.SIGNED;
        int kinds = finiteAtZero ? 4 : 12;
        return switch (k % kinds) {
            case 0 -> studentT(scalar, one, 0, 5, 1, 2 / Math.PI);
            case 1 -> alone(k, Shape.EXPONENTIAL, 0.8, 0, -Math.log(0.8));
            case 2 -> alone(k, Shape.NORMAL, 5, 0, Math.log(2) - HALF_LOG_TWO_PI - Math.log(5));
            case 3 -> studentT(scalar, one, 0, 2, 4, 0.75);
            case 4 -> alone(k, Shape.GAMMA, 0.5, 2.5, -0.3);
            case 5 -> alone(k, Shape.INVERSE_GAMMA, 1.5, 3, 0.4);
            case 6 -> alone(k, Shape.UNIFORM, 1, 0, -Math.log(4));
            case 7 -> new Prior(scalar, one, Shape.GAMMA, 0, 2, 1.5, -2, 0.1);
            case 8 -> new Prior(scalar, one, Shape.INVERSE_GAMMA, 0, 0.7, 2, 2, 0.2);
            // Constant in v²: what is left is the Jacobian.
            case 9 -> new Prior(scalar, one, Shape.EXPONENTIAL, 0, Double.POSITIVE_INFINITY, 0, 2, Math.log(2));
            case 10 -> new Prior(scalar, one, Shape.NORMAL, 0.5, 1.5, 0, 2, 0.3);
            default -> new Prior(scalar, one, Shape.STUDENT_T, 0.2, 2, 3, -2, 0.5);
        };
    }

    private static Prior alone(int scalar, Shape shape, double scale, double df, double logConstant) {
        return new Prior(new int[] {scalar}, new double[] {1}, shape, 0, scale, df, 1, logConstant);
    }

    private static Prior normal(int[] scalars, double[] weights, double mean, double sd) {
        return new Prior(scalars, weights, Shape.NORMAL, mean, sd, 0, 1, -HALF_LOG_TWO_PI - Math.log(sd));
    }

    /** @param atMode the standard density at its mode */
    private static Prior studentT(
            int[] scalars, double[] weights, double location, double scale, double df, double atMode) {
        return new Prior(scalars, weights, Shape.STUDENT_T, location, scale, df, 1, Math.log(atMode) - Math.log(scale));
    }
}
