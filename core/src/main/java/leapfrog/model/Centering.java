package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.Parametrization.Form;
import leapfrog.model.centering.DataShare;

/**
 * Chooses for each level of the group effects whose parametrization is automatic whether it is centered: where the data have more than
 * half of the information on its coefficient, or on each of a vector of correlated ones, even if scales are small.
 *
 * <p>Where some scale of the model may be 0, steps must be as short as the neck of its funnel asks, about a quarter of what they could be
 * otherwise. A noncentered coordinate a quarter as wide as its prior, λ = 1 − 1/16, then costs nothing, and the longer steps that
 * centering it allows are lost again to divergences.
 */
final class Centering {
    /** Where the forms were measured to sample equally well, for 10, 50 and 300 groups. */
    private static final double HALF = 0.5;
    /** In the place of a half beside a scale that may be 0. */
    private static final double BESIDE_FUNNEL = 0.95;
    /** What the data must have of a centered level with the smallest scales that they allow. */
    private static final double LEAST = 0.2;

    private Centering() {}

    /**
     * The layout with its levels chosen; a pure function of the data.
     *
     * @param data of that layout
     */
    static Layout choose(Layout layout, Parametrization parametrization, Likelihood likelihood, ModelData data) {
        List<Layout.Effect> effects = layout.effects();
        if (effects.stream().noneMatch(effect -> automatic(effect, parametrization))) {
            return layout;
        }
        DataShare all = DataShare.of(likelihood, data);
        int first = data.terms().size() - effects.size();
        double[][] low = Arrays.copyOfRange(all.low(), first, data.terms().size());
        double[][] lowest = Arrays.copyOfRange(all.lowest(), first, data.terms().size());
        boolean funnel =
                Arrays.stream(lowest).anyMatch(shares -> Arrays.stream(shares).allMatch(share -> share == 0));
        double enough = funnel ? BESIDE_FUNNEL : HALF;
        List<Layout.Effect> chosen = new ArrayList<>();
        for (int e = 0; e < effects.size(); e++) {
            Layout.Effect effect = effects.get(e);
            boolean[] centered = new boolean[effect.levels()];
            for (int j = 0; j < centered.length; j++) {
                centered[j] = least(layout, e, j, low) > enough && least(layout, e, j, lowest) > LEAST;
            }
            chosen.add(automatic(effect, parametrization) ? effect.with(centered) : effect);
        }
        return layout.with(chosen);
    }

    private static boolean automatic(Layout.Effect effect, Parametrization parametrization) {
        return parametrization.of(effect.group(), effect.name()) == Form.AUTO;
    }

    /** The share of a level's coefficient; the least of its vector where effects are correlated, which has one choice. */
    private static double least(Layout layout, int effect, int level, double[][] shares) {
        int block = layout.block(effect);
        int first = block < 0 ? effect : layout.blocks().get(block).first();
        int size = block < 0 ? 1 : layout.blocks().get(block).size();
        double least = 1;
        for (int k = first; k < first + size; k++) {
            least = Math.min(least, shares[k][level]);
        }
        return least;
    }
}
