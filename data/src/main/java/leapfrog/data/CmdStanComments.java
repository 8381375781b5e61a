package leapfrog.data;

import java.util.List;
import java.util.Locale;
import leapfrog.engine.ChainState;
import leapfrog.engine.Metric;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.FitSettings.MetricKind;
import leapfrog.sample.RunReport.Seconds;

/**
 * Writes what CmdStan says of a run in comments, in its words and order, so that what reads its files reads these: the configuration above
 * the header, the adaptation's result below it, the times at the end.
 *
 * <p>Truth values are 0 and 1, as CmdStan before 2.33 wrote them, which all readers take. The inverse mass matrix is that of the
 * coordinates in which chains move, where population covariates are centered and scaled.
 */
final class CmdStanComments {
    private CmdStanComments() {}

    /** @param chain 0-based; in the file it is {@code id}, from 1 on */
    static String configuration(Fit fit, int chain, String version, List<StanNames.Column> columns) {
        FitSettings settings = fit.settings();
        StringBuilder text = new StringBuilder();
        line(text, "stan_version_major = 2");
        line(text, "stan_version_minor = 36");
        line(text, "stan_version_patch = 0");
        line(text, "model = leapfrog_model");
        line(text, "method = sample");
        line(text, "  sample");
        line(text, "    num_samples = " + (long) fit.draws().draws() * settings.thin());
        line(text, "    num_warmup = " + fit.run().warmup().transitions());
        line(text, "    save_warmup = 0");
        line(text, "    thin = " + settings.thin());
        line(text, "    adapt");
        line(text, "      engaged = " + (fit.run().warmup().transitions() > 0 ? 1 : 0));
        line(text, "      gamma = 0.05");
        line(text, "      delta = " + settings.targetAccept());
        line(text, "      kappa = 0.75");
        line(text, "      t0 = 10");
        line(text, "      init_buffer = 75");
        line(text, "      term_buffer = 50");
        line(text, "      window = 25");
        line(text, "    algorithm = hmc");
        line(text, "      hmc");
        line(text, "        engine = nuts");
        line(text, "          nuts");
        line(text, "            max_depth = " + settings.maxDepth());
        line(text, "        metric = " + (settings.metric() == MetricKind.DENSE ? "dense_e" : "diag_e"));
        line(text, "        stepsize = 1");
        line(text, "        stepsize_jitter = 0");
        line(text, "    num_chains = 1");
        line(text, "id = " + (chain + 1));
        line(text, "init = " + settings.start().text());
        line(text, "random");
        line(text, "  seed = " + settings.seed());
        line(text, "output");
        line(text, "  file = " + CmdStanCsv.name(chain));
        line(text, "made by leapfrog " + version);
        line(text, "formula: " + fit.recipe().formula());
        for (StanNames.Column column : columns) {
            if (!column.stan().equals(column.name())) {
                line(text, column.stan() + ": " + oneLine(column.name()));
            }
        }
        return text.toString();
    }

    static String adaptation(ChainState end) {
        StringBuilder text = new StringBuilder();
        line(text, "Adaptation terminated");
        line(text, "Step size = " + end.stepSize());
        switch (end.metric()) {
            case Metric.Diagonal(double[] scale) -> {
                line(text, "Diagonal elements of inverse mass matrix:");
                double[] squares = new double[scale.length];
                for (int i = 0; i < squares.length; i++) {
                    squares[i] = scale[i] * scale[i];
                }
                row(text, squares);
            }
            case Metric.Dense(int dimension, double[] factor) -> {
                line(text, "Elements of inverse mass matrix:");
                double[] products = new double[dimension];
                for (int i = 0; i < dimension; i++) {
                    for (int j = 0; j < dimension; j++) {
                        products[j] = product(factor, dimension, i, j);
                    }
                    row(text, products);
                }
            }
        }
        return text.toString();
    }

    /** (L Lᵀ)_ij. */
    private static double product(double[] factor, int dimension, int i, int j) {
        double sum = 0;
        for (int k = 0; k <= Math.min(i, j); k++) {
            sum += factor[i * dimension + k] * factor[j * dimension + k];
        }
        return sum;
    }

    /** Those of the whole run, all chains side by side; 0 where nobody measured them. */
    static String times(Seconds seconds) {
        double warmup = Double.isFinite(seconds.warmup()) ? seconds.warmup() : 0;
        double sampling = Double.isFinite(seconds.sampling()) ? seconds.sampling() : 0;
        return String.format(
                Locale.ROOT,
                "# \n#  Elapsed Time: %.3f seconds (Warm-up)\n#                %.3f seconds (Sampling)\n"
                        + "#                %.3f seconds (Total)\n# \n",
                warmup,
                sampling,
                warmup + sampling);
    }

    private static void line(StringBuilder text, String line) {
        text.append("# ").append(line).append('\n');
    }

    private static void row(StringBuilder text, double[] values) {
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "# " : ", ").append(values[i]);
        }
        text.append('\n');
    }

    private static String oneLine(String name) {
        return name.replaceAll("\\p{Cntrl}", " ");
    }
}
