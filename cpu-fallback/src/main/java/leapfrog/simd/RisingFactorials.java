package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.ModelData.Totals;

/**
 * Adds Σ w_u [log Γ(u + φ) − log Γ(φ)] over the distinct responses u of the negative binomial distribution, and its derivative by log
 * φ.
 *
 * <p>The first factors φ (φ + 1) … of all responses are taken together. What is left of a large one is a difference of Stirling's
 * series, a = φ + {@value #FIRST} and n = u − {@value #FIRST}: (a − ½) log1p(n / a) + n (log(a + n) − 1) + s(a + n) − s(a); and for its
 * derivative log1p(n / a) + n / (2 a (a + n)) + d(a) − d(a + n). Source: Abramowitz and Stegun 6.1.41, 6.3.18; from {@value #FIRST} on
 * the series are exact to rounding.
 *
 * @param weightAbove the total weight of the responses above k: [{@value #FIRST}]
 * @param large responses above {@value #FIRST}
 * @param largeWeight the total weight of each
 */
record RisingFactorials(double[] weightAbove, double[] large, double[] largeWeight) {
    private static final int FIRST = 16;

    static RisingFactorials of(Totals totals) {
        double[] responses = totals.responses();
        double[] weight = totals.responseWeights();
        double[] above = new double[FIRST];
        int small = 0;
        for (int u = 0; u < responses.length; u++) {
            for (int k = 0; k < FIRST && k < responses[u]; k++) {
                above[k] += weight[u];
            }
            small += responses[u] <= FIRST ? 1 : 0;
        }
        return new RisingFactorials(
                above,
                Arrays.copyOfRange(responses, small, responses.length),
                Arrays.copyOfRange(weight, small, responses.length));
    }

    void add(Block block) {
        double[] sums = block.square;
        double[] slopes = block.ratio;
        Arrays.fill(sums, 0);
        Arrays.fill(slopes, 0);
        for (int k = 0; k < FIRST && weightAbove[k] > 0; k++) {
            addFactor(k, sums, slopes, block);
        }
        addLarge(sums, slopes, block);
        for (int l = 0; l < block.lanes; l++) {
            block.likelihood[l] += sums[l];
            block.likelihood[block.lanes + l] += block.family[l] * slopes[l];
        }
    }

    private void addFactor(int k, double[] sums, double[] slopes, Block block) {
        for (int l = 0; l < block.lanes; l++) {
            block.smalls[l] = block.family[l] + k;
        }
        block.math.log(block.smalls, 0, block.tails, 0, 1);
        for (int l = 0; l < block.lanes; l++) {
            sums[l] += weightAbove[k] * block.tails[l];
            slopes[l] += weightAbove[k] / block.smalls[l];
        }
    }

    private void addLarge(double[] sums, double[] slopes, Block block) {
        double[] low = block.predictors;
        double[] logLow = block.logarithm;
        for (int l = 0; l < block.lanes; l++) {
            low[l] = block.family[l] + FIRST;
        }
        block.math.log(low, 0, logLow, 0, 1);
        for (int u = 0; u < large.length; u++) {
            double n = large[u] - FIRST;
            double weight = largeWeight[u];
            for (int l = 0; l < block.lanes; l++) {
                block.smalls[l] = n / low[l];
            }
            block.math.log1p(block.smalls, block.tails, block.inverse, 1);
            for (int l = 0; l < block.lanes; l++) {
                double a = low[l];
                double high = a + n;
                double ratio = block.tails[l];
                sums[l] += weight * ((a - 0.5) * ratio + n * (logLow[l] + ratio - 1) + stirling(high) - stirling(a));
                slopes[l] += weight * (ratio + 0.5 * n / (a * high) + digamma(a) - digamma(high));
            }
        }
    }

    /** log Γ(x) − [(x − ½) log x − x + ½ log 2π]. */
    private static double stirling(double x) {
        double r = 1 / (x * x);
        return (1.0 / 12
                        + r * (-1.0 / 360 + r * (1.0 / 1260 + r * (-1.0 / 1680 + r * (1.0 / 1188 - r * 691 / 360360)))))
                / x;
    }

    /** log x − 1/(2x) − ψ(x). */
    private static double digamma(double x) {
        double r = 1 / (x * x);
        return r
                * (1.0 / 12
                        + r * (-1.0 / 120 + r * (1.0 / 252 + r * (-1.0 / 240 + r * (1.0 / 132 - r * 691 / 32760)))));
    }
}
