package leapfrog.sbc;

import java.util.ArrayList;
import java.util.List;
import leapfrog.compare.LogLikelihood;
import leapfrog.model.Model;
import leapfrog.sample.Draws;

/**
 * Ranks true values among L draws of a fit that lie as far apart as they can: with an effective sample size of at least L they are nearly
 * independent (Talts et al. 2018, arXiv:1804.06788). Besides the reported quantities the log likelihood of all rows is ranked, which tells what no
 * single parameter does, such as a posterior that ignores the data (Modrák et al. 2023, doi:10.1214/23-BA1404).
 */
final class ThinnedRanks {
    /** What the log likelihood of all rows is called. */
    static final String LOG_LIKELIHOOD = "log_likelihood";

    private final Model model;
    private final Draws thinned;

    /**
     * Of a fit.
     *
     * @param wanted L, at most as many as there are draws
     */
    ThinnedRanks(Model model, Draws draws, int wanted) {
        this.model = model;
        thinned = thinned(draws, wanted);
    }

    /** L draws of all chains, evenly spaced, as those of one chain. */
    private static Draws thinned(Draws draws, int wanted) {
        int width = draws.quantities();
        double[][] values = draws.values();
        long all = (long) draws.chains() * draws.draws();
        double[] some = new double[wanted * width];
        for (int k = 0; k < wanted; k++) {
            int at = (int) ((2L * k + 1) * all / (2L * wanted));
            System.arraycopy(values[at / draws.draws()], at % draws.draws() * width, some, k * width, width);
        }
        return new Draws(draws.variables(), wanted, new double[][] {some});
    }

    /**
     * Ranks true values.
     *
     * @param truth [the model's quantities]
     */
    List<Rank> of(double[] truth) {
        List<Rank> ranks = new ArrayList<>();
        List<String> known = model.quantityNames();
        List<String> kept = thinned.names();
        for (int column = 0; column < kept.size(); column++) {
            double value = truth[known.indexOf(kept.get(column))];
            ranks.add(new Rank(kept.get(column), value, below(thinned.quantity(column)[0], value)));
        }
        if (kept.size() == known.size()) {
            double value = logLikelihoods(new Draws(thinned.variables(), 1, new double[][] {truth}))[0];
            ranks.add(new Rank(LOG_LIKELIHOOD, value, below(logLikelihoods(thinned), value)));
        }
        return ranks;
    }

    private double[] logLikelihoods(Draws draws) {
        LogLikelihood rows = new LogLikelihood(model, draws);
        double[][] values = new double[rows.rows()][draws.draws()];
        rows.evaluate(0, values);
        double[] sums = new double[draws.draws()];
        for (double[] row : values) {
            for (int draw = 0; draw < sums.length; draw++) {
                sums[draw] += row[draw];
            }
        }
        return sums;
    }

    private static int below(double[] draws, double value) {
        int below = 0;
        for (double draw : draws) {
            below += draw < value ? 1 : 0;
        }
        return below;
    }
}
