package leapfrog.model.prior;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Describes a prior density by its name and arguments, as in Stan. It is normalised on the support that it gets: its own, cut to the
 * parameter's.
 */
public sealed interface Density {
    /** As it is written: {@code student_t}. */
    String name();

    /** In the order in which they are written. */
    List<Double> arguments();

    /** Where it is above 0. */
    default Support support() {
        return Support.LINE;
    }

    /** Its form as kernels evaluate it; null if it is flat. */
    @Nullable
    Kernel kernel();

    /** Whether it is one of positive values by its nature, so that it says nothing of a parameter's bounds. */
    default boolean positive() {
        return support().lower() >= 0;
    }

    /** Can be parsed again to the same density: {@code normal(0, 100, lower=0)}. */
    default String text() {
        return text(Density::exact);
    }

    /** For people: at most four significant digits an argument. */
    default String brief() {
        return text(Density::rounded);
    }

    private String text(DoubleFunction<String> number) {
        List<String> parts = new ArrayList<>();
        arguments().forEach(argument -> parts.add(number.apply(argument)));
        if (this instanceof Truncated(var _, Support bounds)) {
            if (Double.isFinite(bounds.lower())) {
                parts.add("lower=" + number.apply(bounds.lower()));
            }
            if (Double.isFinite(bounds.upper())) {
                parts.add("upper=" + number.apply(bounds.upper()));
            }
        }
        return parts.isEmpty() ? name() : name() + "(" + String.join(", ", parts) + ")";
    }

    private static String exact(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String rounded(double value) {
        String exact = exact(value);
        String rounded = exact(Double.parseDouble(String.format(Locale.ROOT, "%.3e", value)));
        return rounded.length() < exact.length() ? rounded : exact;
    }

    /** The prior of Σ weight · scalar, on its own support; null if flat. */
    default ModelData.@Nullable Prior ofSum(int[] scalars, double[] weights) {
        Kernel kernel = kernel();
        return kernel == null ? null : kernel.prior(scalars, weights, Quantity.ITSELF, support());
    }

    /**
     * The prior of a quantity u of one scalar v, with the Jacobian of u = v^power, normalised within a support of u.
     *
     * @return null if it is flat in v itself
     */
    default ModelData.@Nullable Prior ofScalar(int scalar, Quantity quantity, Support within) {
        Kernel kernel = kernel();
        int[] scalars = {scalar};
        double[] weights = {1};
        if (kernel != null) {
            return kernel.prior(scalars, weights, quantity, within);
        }
        return quantity == Quantity.ITSELF ? null : Kernel.constant(scalars, weights, quantity, 0);
    }

    /**
     * A density cut to an interval by {@code lower=}, {@code upper=}.
     *
     * @param bounds as they were given; an end that was not is infinite
     */
    record Truncated(Density density, Support bounds) implements Density {
        @Override
        public String name() {
            return density.name();
        }

        @Override
        public List<Double> arguments() {
            return density.arguments();
        }

        @Override
        public Support support() {
            return density.support().and(bounds);
        }

        @Override
        public @Nullable Kernel kernel() {
            return density.kernel();
        }

        @Override
        public boolean positive() {
            return density.positive() && !(bounds.lower() >= 0);
        }
    }

    /** Normal, by its standard deviation. */
    record Normal(double mean, double sd) implements Density {
        @Override
        public String name() {
            return "normal";
        }

        @Override
        public List<Double> arguments() {
            return List.of(mean, sd);
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.NORMAL, mean, sd, 0);
        }
    }

    /** Student's t. */
    record StudentT(double df, double location, double scale) implements Density {
        @Override
        public String name() {
            return "student_t";
        }

        @Override
        public List<Double> arguments() {
            return List.of(df, location, scale);
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.STUDENT_T, location, scale, df);
        }
    }

    /** Student's t with one degree of freedom. */
    record Cauchy(double location, double scale) implements Density {
        @Override
        public String name() {
            return "cauchy";
        }

        @Override
        public List<Double> arguments() {
            return List.of(location, scale);
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.STUDENT_T, location, scale, 1);
        }
    }

    /** The absolute value of a Normal(0, sd). */
    record HalfNormal(double sd) implements Density {
        @Override
        public String name() {
            return "half_normal";
        }

        @Override
        public List<Double> arguments() {
            return List.of(sd);
        }

        @Override
        public Support support() {
            return Support.POSITIVE;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.NORMAL, 0, sd, 0);
        }
    }

    /** The absolute value of a Cauchy(0, scale). */
    record HalfCauchy(double scale) implements Density {
        @Override
        public String name() {
            return "half_cauchy";
        }

        @Override
        public List<Double> arguments() {
            return List.of(scale);
        }

        @Override
        public Support support() {
            return Support.POSITIVE;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.STUDENT_T, 0, scale, 1);
        }
    }

    /** The absolute value of Student's t around 0. */
    record HalfStudentT(double df, double scale) implements Density {
        @Override
        public String name() {
            return "half_student_t";
        }

        @Override
        public List<Double> arguments() {
            return List.of(df, scale);
        }

        @Override
        public Support support() {
            return Support.POSITIVE;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.STUDENT_T, 0, scale, df);
        }
    }

    /** Exponential, by its rate. */
    record Exponential(double rate) implements Density {
        @Override
        public String name() {
            return "exponential";
        }

        @Override
        public List<Double> arguments() {
            return List.of(rate);
        }

        @Override
        public Support support() {
            return Support.POSITIVE;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.EXPONENTIAL, 0, 1 / rate, 0);
        }
    }

    /** Gamma, by its shape and rate. */
    record Gamma(double shape, double rate) implements Density {
        @Override
        public String name() {
            return "gamma";
        }

        @Override
        public List<Double> arguments() {
            return List.of(shape, rate);
        }

        @Override
        public Support support() {
            return Support.POSITIVE;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.GAMMA, 0, 1 / rate, shape);
        }
    }

    /** The inverse of a Gamma(shape, scale), scale being its rate. */
    record InverseGamma(double shape, double scale) implements Density {
        @Override
        public String name() {
            return "inv_gamma";
        }

        @Override
        public List<Double> arguments() {
            return List.of(shape, scale);
        }

        @Override
        public Support support() {
            return Support.POSITIVE;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.INVERSE_GAMMA, 0, scale, shape);
        }
    }

    /** Uniform; sets the support of its parameter. */
    record Uniform(double lower, double upper) implements Density {
        @Override
        public String name() {
            return "uniform";
        }

        @Override
        public List<Double> arguments() {
            return List.of(lower, upper);
        }

        @Override
        public Support support() {
            return new Support(lower, upper);
        }

        @Override
        public boolean positive() {
            return false;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.UNIFORM, lower, upper - lower, 0);
        }
    }

    /**
     * Density of a correlation matrix R, proportional to |R|^(eta − 1): uniform for eta = 1, the more at 0 the greater eta.
     *
     * <p>Its canonical partial correlations p are independent. One in column j of K, counted from 0, has the density of the
     * correlation of a 2 × 2 matrix with b = eta + (K − 2 − j) / 2: (1 − p²)^(b − 1) Γ(b + ½) / (√π Γ(b)) on (−1, 1). With the
     * Jacobian of p = tanh θ that is Stan's {@code lkj_corr_cholesky} with the Jacobian of its transform.
     *
     * <p>Source: Lewandowski, Kurowicka and Joe 2009, doi 10.1016/j.jmva.2009.04.008.
     */
    record Lkj(double eta) implements Density {
        @Override
        public String name() {
            return "lkj";
        }

        @Override
        public List<Double> arguments() {
            return List.of(eta);
        }

        @Override
        public Support support() {
            return Support.CORRELATION;
        }

        /** Of the correlation of a 2 × 2 matrix. */
        @Override
        public Kernel kernel() {
            return new Kernel(Shape.CORRELATION, 0, 1, eta);
        }

        /**
         * The density of one canonical partial correlation of a size × size matrix.
         *
         * @param column counted from 0
         */
        public Lkj ofPartial(int column, int size) {
            return new Lkj(eta + 0.5 * (size - 2 - column));
        }
    }

    /** The improper density 1; adds nothing to the log density. */
    record Flat() implements Density {
        @Override
        public String name() {
            return "flat";
        }

        @Override
        public List<Double> arguments() {
            return List.of();
        }

        @Override
        public @Nullable Kernel kernel() {
            return null;
        }
    }
}
