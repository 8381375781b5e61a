package leapfrog.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import leapfrog.model.Table;

/** Draws data of models with group effects; the same for the same seed. */
final class SimulatedGroups {
    private final RandomGenerator random;

    private SimulatedGroups(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /**
     * y ~ Normal(1 + u_g + (0.5 + v_g) x, 1), x ~ Normal(0, 1) to one decimal.
     *
     * @param sizes rows of each group
     * @param sd of u
     * @param slope sd of v
     */
    static Table gaussian(long seed, int[] sizes, double sd, double slope) {
        SimulatedGroups simulated = new SimulatedGroups(seed);
        int[] group = groups(sizes);
        double[] intercept = simulated.normal(sizes.length, sd);
        double[] slopes = simulated.normal(sizes.length, slope);
        double[] x = new double[group.length];
        double[] y = new double[group.length];
        for (int i = 0; i < group.length; i++) {
            x[i] = Math.rint(10 * simulated.random.nextGaussian()) / 10;
            y[i] = 1 + intercept[group[i]] + (0.5 + slopes[group[i]]) * x[i] + simulated.random.nextGaussian();
        }
        return table(y, x, Map.of("g", group));
    }

    /** y ~ Normal(1 + 0.3 x + u_a + v_b, 1) for half of the pairs of 60 levels a and 25 levels b; sd of u 0.8, of v 0.4. */
    static Table crossed(long seed) {
        SimulatedGroups simulated = new SimulatedGroups(seed);
        int rows = 750;
        double[] u = simulated.normal(60, 0.8);
        double[] v = simulated.normal(25, 0.4);
        int[] a = new int[rows];
        int[] b = new int[rows];
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            a[i] = simulated.random.nextInt(60);
            b[i] = simulated.random.nextInt(25);
            x[i] = Math.rint(10 * simulated.random.nextGaussian()) / 10;
            y[i] = 1 + 0.3 * x[i] + u[a[i]] + v[b[i]] + simulated.random.nextGaussian();
        }
        return table(y, x, Map.of("a", a, "b", b));
    }

    /** y = 1 + u_g + t, t of 4 degrees of freedom. */
    static Table studentT(long seed, int[] sizes, double sd) {
        SimulatedGroups simulated = new SimulatedGroups(seed);
        return simulated.responses(sizes, sd, eta -> {
            double squares = 0;
            for (int k = 0; k < 4; k++) {
                double z = simulated.random.nextGaussian();
                squares += z * z;
            }
            return eta + simulated.random.nextGaussian() / Math.sqrt(squares / 4);
        });
    }

    /** y ~ Bernoulli(logistic(1 + u_g)). */
    static Table bernoulli(long seed, int[] sizes, double sd) {
        SimulatedGroups simulated = new SimulatedGroups(seed);
        return simulated.responses(sizes, sd, eta -> simulated.random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
    }

    /** y ~ Poisson(exp(1 + u_g)). */
    static Table poisson(long seed, int[] sizes, double sd) {
        SimulatedGroups simulated = new SimulatedGroups(seed);
        return simulated.responses(sizes, sd, eta -> simulated.poisson(Math.exp(eta)));
    }

    /** y ~ Poisson(γ exp(1 + u_g)), γ ~ Gamma(2, 2): shape 2. */
    static Table negativeBinomial(long seed, int[] sizes, double sd) {
        SimulatedGroups simulated = new SimulatedGroups(seed);
        return simulated.responses(sizes, sd, eta -> {
            double gamma = (simulated.random.nextExponential() + simulated.random.nextExponential()) / 2;
            return simulated.poisson(gamma * Math.exp(eta));
        });
    }

    /** By the arrivals of a Poisson process in unit time. */
    private double poisson(double mean) {
        int count = 0;
        for (double time = random.nextExponential(); time < mean; time += random.nextExponential()) {
            count++;
        }
        return count;
    }

    private Table responses(int[] sizes, double sd, DoubleUnaryOperator response) {
        int[] group = groups(sizes);
        double[] u = normal(sizes.length, sd);
        double[] y = new double[group.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = response.applyAsDouble(1 + u[group[i]]);
        }
        return table(y, new double[y.length], Map.of("g", group));
    }

    private double[] normal(int count, double sd) {
        double[] values = new double[count];
        for (int k = 0; k < count; k++) {
            values[k] = sd * random.nextGaussian();
        }
        return values;
    }

    private static int[] groups(int[] sizes) {
        int[] group = new int[java.util.Arrays.stream(sizes).sum()];
        int at = 0;
        for (int g = 0; g < sizes.length; g++) {
            for (int i = 0; i < sizes[g]; i++) {
                group[at++] = g;
            }
        }
        return group;
    }

    private static Table table(double[] y, double[] x, Map<String, int[]> factors) {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        columns.put("y", new Table.Column.Numbers(y));
        columns.put("x", new Table.Column.Numbers(x));
        factors.forEach((name, level) -> {
            String[] text = new String[level.length];
            for (int i = 0; i < text.length; i++) {
                text[i] = String.format("%s%04d", name, level[i]);
            }
            columns.put(name, new Table.Column.Text(text));
        });
        return Table.of(columns);
    }
}
