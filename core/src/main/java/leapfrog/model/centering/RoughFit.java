package leapfrog.model.centering;

import java.util.Arrays;
import java.util.List;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;

/**
 * Estimates the scales of a model's group effects, without regard to priors: penalised quasi-likelihood, that is repeated weighted
 * Gaussian fits, one factor after another. For a Gaussian likelihood and one factor the estimates are those of REML.
 *
 * <p>It need not be exact. Other factors' effects are taken as known while one factor's scales are estimated, which makes these a
 * little small; and it ends when the mean shares of all effects stand still to a thousandth.
 */
final class RoughFit {
    private static final int MOST_ITERATIONS = 50;
    private static final int LEAST_ITERATIONS = 3;
    private static final double TOLERANCE = 1e-3;
    private static final int HALVINGS = 8;

    final List<FactorEffects> factors;
    private final LinearRows rows;
    private final WorkingRows working;
    /** [rows] η. */
    private final double[] predictor;

    private RoughFit(Likelihood likelihood, ModelData data) {
        rows = new LinearRows(data);
        working = new WorkingRows(likelihood, data);
        factors = FactorEffects.of(data);
        predictor = working.start();
    }

    /** Fits a model of at least one row. */
    static RoughFit of(Likelihood likelihood, ModelData data) {
        RoughFit fit = new RoughFit(likelihood, data);
        fit.start();
        fit.run();
        return fit;
    }

    /** Scales with which each effect has as much information from a row, on average, as it has without. */
    private void start() {
        working.expand(predictor);
        for (FactorEffects effects : factors) {
            for (int k = 0; k < effects.size(); k++) {
                double information = rows.information(effects.terms()[k], working.information);
                effects.lower()[k][k] = information > 0 ? 1 / Math.sqrt(information) : 1;
            }
        }
    }

    private void run() {
        double[] shares = new double[0];
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double effective = rows.columns;
            for (FactorEffects effects : factors) {
                working.expand(predictor);
                FactorStep step = new FactorStep(effects, rows);
                effective += step.run(working.information, weighted(effects));
                predict(step.beta());
            }
            working.estimate(predictor, effective);
            double[] next = shares();
            if (iteration >= LEAST_ITERATIONS && distance(shares, next) < TOLERANCE) {
                return;
            }
            shares = next;
        }
    }

    /** W y, y the working response less offset and other factors' effects. */
    private double[] weighted(FactorEffects effects) {
        double[] weighted = new double[predictor.length];
        for (int i = 0; i < weighted.length; i++) {
            double response = predictor[i] - rows.offset(i);
            for (FactorEffects other : factors) {
                response -= other == effects ? 0 : rows.deviation(other, i);
            }
            weighted[i] = working.information[i] * response + working.score[i];
        }
        return weighted;
    }

    private void predict(double[] beta) {
        for (int i = 0; i < predictor.length; i++) {
            predictor[i] = rows.population(i, beta);
            for (FactorEffects effects : factors) {
                predictor[i] += rows.deviation(effects, i);
            }
        }
    }

    /** The mean share of each effect. */
    private double[] shares() {
        return factors.stream()
                .flatMap(effects -> Arrays.stream(effects.share()))
                .mapToDouble(share -> Arrays.stream(share).average().orElse(0))
                .toArray();
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int k = 0; k < a.length; k++) {
            largest = Math.max(largest, Math.abs(a[k] - b[k]));
        }
        return largest;
    }

    /**
     * Lowers each scale to where the restricted likelihood, all else as it is, has fallen by so much, or to 0 where it never does; then
     * refills the shares, as if no effects were correlated: how they are is what data tell least.
     *
     * @param fall of the log likelihood
     */
    void lower(double fall) {
        working.expand(predictor);
        for (FactorEffects effects : factors) {
            PopulationEquations population = new PopulationEquations(effects, rows);
            double[] weighted = weighted(effects);
            double least = population.solve(working.information, weighted) - fall;
            double[] sd = effects.sd();
            for (int k = 0; k < sd.length; k++) {
                double[] row = effects.lower()[k];
                double[] whole = row.clone();
                double low = 0;
                double high = 1;
                for (int halving = 0; halving < HALVINGS && high > 0; halving++) {
                    double factor = halving == 0 ? 0 : (low + high) / 2;
                    Arrays.setAll(row, a -> factor * whole[a]);
                    if (population.solve(working.information, weighted) >= least) {
                        high = factor;
                    } else {
                        low = factor;
                    }
                }
                System.arraycopy(whole, 0, row, 0, row.length);
                sd[k] *= high;
            }
            effects.makeIndependent(sd);
            LevelEquations level = new LevelEquations(effects, rows);
            for (int j = 0; j < effects.levels(); j++) {
                level.fill(j, working.information, weighted);
                for (int k = 0; k < sd.length; k++) {
                    effects.share()[k][j] = level.share(k);
                }
            }
        }
    }

    /** @param shares [terms][levels] those of group effects are written */
    void copyShares(double[][] shares) {
        for (FactorEffects effects : factors) {
            for (int k = 0; k < effects.size(); k++) {
                shares[effects.terms()[k]] = effects.share()[k].clone();
            }
        }
    }
}
