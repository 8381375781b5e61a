package leapfrog.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import leapfrog.model.Table;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Names the models of the calibration study, and draws parameters from their priors and data from those. */
enum CalibrationCase {
    GAUSSIAN("gaussian", "y ~ x + (1 | g)"),
    GAUSSIAN_CORRELATED("gaussian", "y ~ x + (1 + x | g)"),
    GAUSSIAN_WITH_ERROR("gaussian", "y | se(s, sigma) ~ x + (1 | g)"),
    STUDENT_T("student_t", "y ~ x + (1 | g)"),
    BERNOULLI("bernoulli", "y ~ x + (1 | g)"),
    BINOMIAL("binomial", "y | trials(n) ~ x + (1 | g)"),
    POISSON("poisson", "y ~ x + (1 | g)"),
    NEGATIVE_BINOMIAL("negative_binomial", "y ~ x + (1 | g)");

    private static final int ROWS = 80;
    private static final int GROUPS = 8;

    private final String family;
    private final String formula;

    CalibrationCase(String family, String formula) {
        this.family = family;
        this.formula = formula;
    }

    String family() {
        return family;
    }

    String formula() {
        return formula;
    }

    List<String> priors() {
        List<String> own = switch (this) {
            case GAUSSIAN, GAUSSIAN_WITH_ERROR -> List.of("sigma ~ half_normal(1)");
            case GAUSSIAN_CORRELATED -> List.of("sigma ~ half_normal(1)", "cor ~ lkj(2)");
            case STUDENT_T -> List.of("sigma ~ half_normal(1)", "nu ~ gamma(8, 1)");
            case NEGATIVE_BINOMIAL -> List.of("shape ~ gamma(4, 1)");
            case BERNOULLI, BINOMIAL, POISSON -> List.of();
        };
        List<String> priors =
                new ArrayList<>(List.of("Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "sd ~ half_normal(0.7)"));
        priors.addAll(own);
        return priors;
    }

    /**
     * Parameters and data that they made.
     *
     * @param truth by reported name
     */
    record Simulation(Map<String, Double> truth, Table table) {}

    /** Draws from the joint distribution of parameters and data; the covariates are drawn anew each time too. */
    Simulation simulate(RandomGenerator random) {
        Map<String, Double> truth = new LinkedHashMap<>();
        double intercept = truth("b_Intercept", random.nextGaussian(), truth);
        double slope = truth("b_x", random.nextGaussian(), truth);
        double sd = truth("sd_g[Intercept]", Math.abs(0.7 * random.nextGaussian()), truth);
        double sdSlope = 0;
        double cor = 0;
        if (this == GAUSSIAN_CORRELATED) {
            sdSlope = truth("sd_g[x]", Math.abs(0.7 * random.nextGaussian()), truth);
            // LKJ(2) of a 2 x 2 matrix: (cor + 1) / 2 ~ Beta(2, 2).
            double beta = BetaDistribution.of(2, 2).inverseCumulativeProbability(random.nextDouble());
            cor = truth("cor_g[Intercept,x]", 2 * beta - 1, truth);
        }
        Noise noise = noise(random, truth);
        double[] intercepts = new double[GROUPS];
        double[] slopes = new double[GROUPS];
        for (int g = 0; g < GROUPS; g++) {
            double z = random.nextGaussian();
            intercepts[g] = intercept + sd * z;
            slopes[g] = slope + sdSlope * (cor * z + Math.sqrt(1 - cor * cor) * random.nextGaussian());
        }
        truth("coef_g[g0,Intercept]", intercepts[0], truth);
        double[] x = new double[ROWS];
        double[] y = new double[ROWS];
        double[] n = new double[ROWS];
        double[] s = new double[ROWS];
        String[] group = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            int g = i % GROUPS;
            group[i] = "g" + g;
            x[i] = random.nextGaussian();
            n[i] = 1 + random.nextInt(12);
            s[i] = 0.2 + random.nextDouble();
            y[i] = noise.response(intercepts[g] + slopes[g] * x[i], n[i], s[i], random);
        }
        return new Simulation(
                truth,
                Table.of(Map.of(
                        "y", new Table.Column.Numbers(y),
                        "x", new Table.Column.Numbers(x),
                        "n", new Table.Column.Numbers(n),
                        "s", new Table.Column.Numbers(s),
                        "g", new Table.Column.Text(group))));
    }

    private static double truth(String name, double value, Map<String, Double> truth) {
        truth.put(name, value);
        return value;
    }

    /** Draws a response given its linear predictor, its trials and its standard error. */
    private interface Noise {
        double response(double eta, double trials, double error, RandomGenerator random);
    }

    /** Draws the family's parameters. */
    private Noise noise(RandomGenerator random, Map<String, Double> truth) {
        return switch (this) {
            case GAUSSIAN, GAUSSIAN_CORRELATED -> {
                double sigma = truth("sigma", Math.abs(random.nextGaussian()), truth);
                yield (eta, trials, error, r) -> eta + sigma * r.nextGaussian();
            }
            case GAUSSIAN_WITH_ERROR -> {
                double sigma = truth("sigma", Math.abs(random.nextGaussian()), truth);
                yield (eta, trials, error, r) -> eta + Math.hypot(sigma, error) * r.nextGaussian();
            }
            case STUDENT_T -> {
                double sigma = truth("sigma", Math.abs(random.nextGaussian()), truth);
                double nu = truth("nu", gamma(8, 1, random), truth);
                TDistribution t = TDistribution.of(nu);
                yield (eta, trials, error, r) -> eta + sigma * t.inverseCumulativeProbability(r.nextDouble());
            }
            case BERNOULLI -> (eta, trials, error, r) -> r.nextDouble() < probability(eta) ? 1 : 0;
            case BINOMIAL ->
                (eta, trials, error, r) -> BinomialDistribution.of((int) trials, probability(eta))
                        .inverseCumulativeProbability(r.nextDouble());
            case POISSON -> (eta, trials, error, r) -> poisson(Math.exp(eta), r);
            case NEGATIVE_BINOMIAL -> {
                double shape = truth("shape", gamma(4, 1, random), truth);
                yield (eta, trials, error, r) -> poisson(gamma(shape, Math.exp(eta) / shape, r), r);
            }
        };
    }

    private static double probability(double eta) {
        return 1 / (1 + Math.exp(-eta));
    }

    private static double gamma(double shape, double scale, RandomGenerator random) {
        return GammaDistribution.of(shape, scale).inverseCumulativeProbability(random.nextDouble());
    }

    private static double poisson(double mean, RandomGenerator random) {
        return mean < 1e-300 ? 0 : PoissonDistribution.of(mean).inverseCumulativeProbability(random.nextDouble());
    }
}
