package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leapfrog.diagnose.MonteCarloError;
import leapfrog.diagnose.QuantitySummary;

/**
 * Holds the exact mean, sd, q5, q25, q50, q75 and q95 of quantities of a model, and compares draws with them.
 *
 * <p>Bound: each mean, standard deviation and quantile may be off by five of its Monte Carlo standard errors, which happens to a right
 * sampler with probability 5.7e-7. The error of a quantile is not estimated below the spacing of draws, to which half a percent of the
 * standard deviation is added.
 */
record ExactPosterior(Map<String, double[]> quantities) {
    private static final double ERRORS = 5;

    /** @param lines parameter and its seven numbers; names may have commas */
    static ExactPosterior of(List<String> lines) {
        Map<String, double[]> exact = new HashMap<>();
        for (String line : lines) {
            String[] fields = line.split(",", -1);
            double[] values = new double[7];
            for (int i = 0; i < 7; i++) {
                values[i] = Double.parseDouble(fields[fields.length - 7 + i]);
            }
            String parameter = String.join(",", List.of(fields).subList(0, fields.length - 7));
            exact.put(parameter.replace("\"", ""), values);
        }
        return new ExactPosterior(exact);
    }

    /** @param expected how many quantities are compared: all that are here, each of which must be among the draws */
    void requireAgreement(Draws draws, int expected) {
        assertEquals(expected, quantities.size());
        List<String> names = draws.names();
        assertTrue(names.containsAll(quantities.keySet()), () -> quantities.keySet() + " among " + names);
        StringBuilder wrong = new StringBuilder();
        quantities.forEach((name, exact) -> compare(name, draws.quantity(names.indexOf(name)), exact, wrong));
        assertTrue(wrong.isEmpty(), wrong::toString);
    }

    private static void compare(String name, double[][] chains, double[] exact, StringBuilder wrong) {
        QuantitySummary summary = QuantitySummary.of(chains);
        double spacing = 0.005 * exact[1];
        check(name + " mean", summary.mean(), exact[0], summary.mcseMean(), wrong);
        check(name + " sd", summary.sd(), exact[1], summary.mcseSd(), wrong);
        check(name + " q5", summary.q5(), exact[2], spacing + MonteCarloError.ofQuantile(chains, 0.05), wrong);
        check(name + " q25", summary.q25(), exact[3], spacing + MonteCarloError.ofQuantile(chains, 0.25), wrong);
        check(name + " q50", summary.q50(), exact[4], spacing + MonteCarloError.ofQuantile(chains, 0.5), wrong);
        check(name + " q75", summary.q75(), exact[5], spacing + MonteCarloError.ofQuantile(chains, 0.75), wrong);
        check(name + " q95", summary.q95(), exact[6], spacing + MonteCarloError.ofQuantile(chains, 0.95), wrong);
    }

    private static void check(String what, double actual, double exact, double error, StringBuilder wrong) {
        if (!(Math.abs(actual - exact) <= ERRORS * error)) {
            wrong.append(what)
                    .append(": ")
                    .append(actual)
                    .append(", exactly ")
                    .append(exact)
                    .append(", Monte Carlo error ")
                    .append(error)
                    .append('\n');
        }
    }
}
