package leapfrog.model.prior;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import leapfrog.math.LogGamma;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Describes a prior density by its name and arguments, as in Stan. Each knows its unnormalised shape and its normaliser, on the
 * whole line and truncated to (0, ∞).
 */
public sealed interface Density {
    /** As it is written: {@code student_t}. */
    String name();

    /** In the order in which they are written. */
    List<Double> arguments();

    /** Whether its support is (0, ∞), so that it can be the prior of a scale alone. */
    default boolean positive() {
        return false;
    }

    /** Its shape and normalising constant on its own support; null if it is flat. */
    @Nullable
    Kernel kernel();

    /**
     * log(normalised density) = logConstant + shape's kernel at x = (v − location) / scale.
     *
     * @param logMassAboveZero log P(v > 0)
     */
    record Kernel(Shape shape, double location, double scale, double df, double logConstant, double logMassAboveZero) {}

    /** Can be parsed again to the same density: {@code normal(0, 100)}. */
    default String text() {
        return arguments().isEmpty()
                ? name()
                : arguments().stream().map(Density::exact).collect(Collectors.joining(", ", name() + "(", ")"));
    }

    /** For people: at most four significant digits an argument. */
    default String brief() {
        return arguments().isEmpty()
                ? name()
                : arguments().stream().map(Density::rounded).collect(Collectors.joining(", ", name() + "(", ")"));
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

    /** The prior of Σ weight · scalar, on the whole line; null if flat. Scalars must have the transform IDENTITY. */
    default ModelData.@Nullable Prior onLine(int[] scalars, double[] weights) {
        Kernel kernel = kernel();
        return kernel == null ? null : prior(kernel, scalars, weights, kernel.logConstant());
    }

    /** The prior of a scale: truncated to (0, ∞) and renormalised; null if flat. */
    default ModelData.@Nullable Prior onScale(int scalar) {
        Kernel kernel = kernel();
        return kernel == null
                ? null
                : prior(kernel, new int[] {scalar}, new double[] {1}, kernel.logConstant() - kernel.logMassAboveZero());
    }

    private static ModelData.Prior prior(Kernel kernel, int[] scalars, double[] weights, double logConstant) {
        return new ModelData.Prior(
                scalars, weights, kernel.shape(), kernel.location(), kernel.scale(), kernel.df(), 1, logConstant);
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
            double constant = -Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
            return new Kernel(Shape.NORMAL, mean, sd, 0, constant, LowerTail.logNormal(mean / sd));
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
            double mass = LowerTail.logStudentT(location / scale, df);
            return new Kernel(Shape.STUDENT_T, location, scale, df, studentConstant(df, scale), mass);
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
            double mass = LowerTail.logStudentT(location / scale, 1);
            return new Kernel(Shape.STUDENT_T, location, scale, 1, -Math.log(Math.PI * scale), mass);
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
        public boolean positive() {
            return true;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.NORMAL, 0, sd, 0, 0.5 * Math.log(2 / Math.PI) - Math.log(sd), 0);
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
        public boolean positive() {
            return true;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.STUDENT_T, 0, scale, 1, Math.log(2 / (Math.PI * scale)), 0);
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
        public boolean positive() {
            return true;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.STUDENT_T, 0, scale, df, Math.log(2) + studentConstant(df, scale), 0);
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
        public boolean positive() {
            return true;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.EXPONENTIAL, 0, 1 / rate, 0, Math.log(rate), 0);
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
        public boolean positive() {
            return true;
        }

        @Override
        public Kernel kernel() {
            return new Kernel(Shape.GAMMA, 0, 1 / rate, shape, Math.log(rate) - LogGamma.of(shape), 0);
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

        /** Of the correlation of a 2 × 2 matrix. */
        @Override
        public Kernel kernel() {
            double constant = LogGamma.halfStep(eta) - 0.5 * Math.log(Math.PI);
            return new Kernel(Shape.CORRELATION, 0, 1, eta, constant, Math.log(0.5));
        }

        /**
         * The prior of one canonical partial correlation of a size × size matrix.
         *
         * @param column counted from 0
         */
        public ModelData.Prior onPartial(int scalar, int column, int size) {
            Kernel kernel = new Lkj(eta + 0.5 * (size - 2 - column)).kernel();
            return prior(kernel, new int[] {scalar}, new double[] {1}, kernel.logConstant());
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

    /** log of Γ((df + 1) / 2) / (Γ(df / 2) √(π df) scale). */
    private static double studentConstant(double df, double scale) {
        return LogGamma.halfStep(0.5 * df) - 0.5 * Math.log(Math.PI * df) - Math.log(scale);
    }
}
