package leapfrog.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import leapfrog.diagnose.MonteCarloError;
import leapfrog.model.Model;
import leapfrog.sample.Draws;

/**
 * Leaves rows out for real: where importance sampling fails a row, the model is fitted without it, and log p(y_i | y_−i) is the logarithm
 * of the mean density of the row over that fit's draws.
 *
 * @param sampler draws the reported quantities of a model
 * @param most greatest number of rows that are refitted, those with the greatest k first
 */
public record Refits(Function<Model, Draws> sampler, int most) {
    /** Refits no row. */
    public static final Refits NONE = new Refits(
            model -> {
                throw new IllegalStateException("no row is to be refitted");
            },
            0);

    /** Rows that are not trusted, worst first, as many as may be refitted. */
    List<Integer> rows(Loo loo) {
        return IntStream.range(0, loo.k().length)
                .filter(row -> !loo.trusted(row))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -loo.k()[row]))
                .limit(most)
                .toList();
    }

    /**
     * Refits the rows that are not trusted.
     *
     * @param density makes the log density of the model's rows at other draws
     */
    Loo apply(Loo loo, Model model, BiFunction<Model, Draws, RowLogDensity> density) {
        Loo result = loo;
        for (int row : rows(loo)) {
            RowLogDensity log = density.apply(model, sampler.apply(model.without(new int[] {row})));
            double[][] values = new double[1][log.chains() * log.draws()];
            log.evaluate(row, values);
            result = result.with(row, logMean(values[0]), error(values[0], log.chains()));
        }
        return result;
    }

    /** log mean exp. */
    static double logMean(double[] log) {
        double most = Arrays.stream(log).max().orElseThrow();
        return most == Double.NEGATIVE_INFINITY
                ? most
                : most
                        + Math.log(Arrays.stream(log)
                                .map(value -> Math.exp(value - most))
                                .average()
                                .orElseThrow());
    }

    /** That of the mean density, by the mean. */
    private static double error(double[] log, int chains) {
        double mean = logMean(log);
        int draws = log.length / chains;
        double[][] relative = new double[chains][draws];
        for (int s = 0; s < log.length; s++) {
            relative[s / draws][s % draws] = Math.exp(log[s] - mean);
        }
        return MonteCarloError.ofMean(relative);
    }
}
