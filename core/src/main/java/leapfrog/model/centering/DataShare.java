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
 * is that at the lower end of a one-sided interval for sd, of 95 % by the likelihood ratio.
 */
public final class DataShare {
    /** Half the square of the normal distribution's 95 % quantile. */
    private static final double FALL = 1.353;

    /** With more population coefficients the dense equations for them would cost more than sampling gains. */
    private static final int MOST_COLUMNS = 256;

    private DataShare() {}

    /**
     * A pure function of the data; priors do not matter.
     *
     * @return [terms][levels] λ; all 0, which is what the prior alone has, for terms that are not of a group, without rows and for
     *     models of more than {@value #MOST_COLUMNS} population coefficients; NaN where a rough fit diverges
     */
    public static double[][] of(Likelihood likelihood, ModelData data) {
        double[][] shares = new double[data.terms().size()][];
        for (int t = 0; t < shares.length; t++) {
            shares[t] = new double[data.terms().get(t).levels()];
        }
        if (data.rows().count() == 0 || new LinearRows(data).columns > MOST_COLUMNS) {
            return shares;
        }
        RoughFit fit = RoughFit.of(likelihood, data);
        fit.lower(FALL);
        for (FactorEffects effects : fit.factors) {
            for (int k = 0; k < effects.size(); k++) {
                shares[effects.terms()[k]] = effects.share()[k];
            }
        }
        return shares;
    }
}
