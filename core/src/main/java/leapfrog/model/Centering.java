package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.Parametrization.Form;
import leapfrog.model.centering.DataShare;

/**
 * Chooses for each level of the group effects whose parametrization is automatic whether it is centered: where the data have more than
 * half of the information on its coefficient, or on each of a vector of correlated ones, even if scales are small.
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
            boolean[] centered = new boolean[effect.levels()];
            for (int j = 0; j < centered.length; j++) {
                centered[j] = least(layout, e, j, shares) > HALF;
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
