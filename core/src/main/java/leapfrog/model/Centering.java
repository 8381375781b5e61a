package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.Parametrization.Form;
import leapfrog.model.centering.DataShare;

/**
 * Chooses for each level of the group effects whose parametrization is automatic whether it is centered: where the data have more than
 * half of the information on its coefficient, or on each of a vector of correlated ones.
 */
final class Centering {
    /** Where the forms were measured to sample equally well, for 10, 50 and 300 groups. */
    private static final double HALF = 0.5;

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
        double[][] all = DataShare.of(likelihood, data);
        double[][] shares = Arrays.copyOfRange(all, all.length - effects.size(), all.length);
        List<Layout.Effect> chosen = new ArrayList<>();
        for (int e = 0; e < effects.size(); e++) {
            Layout.Effect effect = effects.get(e);
            chosen.add(automatic(effect, parametrization) ? effect.with(centered(layout, e, shares)) : effect);
        }
        return layout.with(chosen);
    }

    private static boolean automatic(Layout.Effect effect, Parametrization parametrization) {
        return parametrization.of(effect.group(), effect.name()) == Form.AUTO;
    }

    /** One choice for the whole vector of a level where effects are correlated. */
    private static boolean[] centered(Layout layout, int effect, double[][] shares) {
        int block = layout.block(effect);
        int first = block < 0 ? effect : layout.blocks().get(block).first();
        int size = block < 0 ? 1 : layout.blocks().get(block).size();
        boolean[] centered = new boolean[shares[effect].length];
        Arrays.fill(centered, true);
        for (int k = first; k < first + size; k++) {
            for (int j = 0; j < centered.length; j++) {
                centered[j] &= shares[k][j] > HALF;
            }
        }
        return centered;
    }
}
