package leapfrog.model.centering;

import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;

/**
 * Tells, level by level, how much of the information on a group's coefficient the data have and how much the other groups: the share λ = 1 −
 * (its variance given the data, scales and means) / sd², which is I sd² / (1 + I sd²) where the level's rows have the information I
 * on a single coefficient.
 *
 * <p>Where λ is large the coefficient itself depends little on its mean and sd, and the centered form samples well; where it is small its
 * standardised deviation does, and the noncentered form samples well (Papaspiliopoulos, Roberts, Sköld 2007,
 * doi:10.1214/088342307000000014). Scales are not known but estimated, and the centered form fails badly where they may be near 0; so λ
 * is that at the lower end of a one-sided 95 % interval for sd, by the likelihood ratio.
 */
public final class DataShare {
    /** Half the square of the normal distribution's 95 % quantile. */
    private static final double FALL = 1.353;

    /** With more population coefficients the dense equations for them would cost more than sampling gains. */
    private static final int MOST_COLUMNS = 256;

    private DataShare() {}

    /**
     * The shares λ, [terms][levels]: a pure function of the data; priors do not matter. All are 0, which is what the prior alone has, for terms
     * that are not of a group, without rows and for models of more than 256 population coefficients; NaN where a rough fit diverges.
     */
    public static double[][] of(Likelihood likelihood, ModelData data) {
        double[][] shares =
                data.terms().stream().map(term -> new double[term.levels()]).toArray(double[][]::new);
        if (data.rows().count() > 0 && new LinearRows(data).columns <= MOST_COLUMNS) {
            RoughFit fit = RoughFit.of(likelihood, data);
            fit.lower(FALL);
            fit.copyShares(shares);
        }
        return shares;
    }
}
