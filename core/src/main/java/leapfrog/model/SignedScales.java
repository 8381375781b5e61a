package leapfrog.model;

import java.util.ArrayList;
import java.util.List;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Shape;

/**
 * Gives the standard deviations of noncentered effects coordinates that pass through 0. On the scale of log sd, a posterior that does not
 * exclude 0 has a long tail, which chains cross slowly; v with sd = |v| has none, because the density of effects v z is smooth in v.
 *
 * <p>Where an effect is centered in some level, log sd stays: the density then grows without bound, or vanishes, towards sd = 0.
 * So it does where the prior's density is not finite and positive there, which those on variances and precisions are not.
 */
final class SignedScales {
    private final Layout layout;
    private final List<Prior> priors;
    /** What the linear predictor varies by, row by row. */
    private final double noise;

    private SignedScales(Layout layout, PriorPlan plan, ModelOptions options) {
        this.layout = layout;
        priors = plan.kernels();
        noise = ColumnStatistics.ofPredictor(layout.design(), options.family()).noise();
    }

    /** The plan's transforms [scalars], but of those standard deviations. */
    static List<Transform> of(Layout layout, PriorPlan plan, ModelOptions options) {
        SignedScales signed = new SignedScales(layout, plan, options);
        List<Transform> transforms = new ArrayList<>(plan.transforms());
        for (int e = 0; e < layout.effects().size(); e++) {
            int sd = layout.sd(e);
            boolean noncentered = layout.effects().get(e).centeredLevels().length == 0;
            Transform transform = transforms.get(sd);
            if (noncentered && transform.lower() == 0 && signed.finiteAtZero(sd)) {
                transforms.set(
                        sd, Transform.signed(transform.upper(), Math.min(signed.scale(e), transform.upper() / 4)));
            }
        }
        return List.copyOf(transforms);
    }

    private boolean finiteAtZero(int sd) {
        return priors.stream().filter(prior -> prior.scalars()[0] == sd).allMatch(SignedScales::finiteAtZero);
    }

    private static boolean finiteAtZero(Prior prior) {
        return prior.power() == 1
                && switch (prior.shape()) {
                    case NORMAL, STUDENT_T, EXPONENTIAL, UNIFORM -> true;
                    case GAMMA, INVERSE_GAMMA, CORRELATION -> false;
                };
    }

    /** About the largest that the standard deviation may be: what rows vary by for a change of one sd of the covariate, or the prior's scale. */
    private double scale(int effect) {
        double scale = layout.effects().get(effect).scale(noise, layout.design().counts());
        for (Prior prior : priors) {
            if (prior.scalars()[0] == layout.sd(effect) && prior.shape() != Shape.UNIFORM) {
                scale = Math.min(scale, Math.max(prior.location(), 0) + prior.scale());
            }
        }
        return scale;
    }
}
