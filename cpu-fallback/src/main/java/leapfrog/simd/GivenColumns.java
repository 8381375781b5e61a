package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.Marginal;

/**
 * Names the population coefficients that are given where the others are integrated out: the last ones.
 *
 * @param first the column of the first of them
 * @param scalars that they are
 * @param shift [scalars] what each is more than its β
 */
record GivenColumns(int first, int[] scalars, double[] shift) {
    static GivenColumns of(Marginal marginal) {
        return new GivenColumns(
                marginal.integrated(),
                marginal.given(),
                Arrays.copyOfRange(marginal.shift(), marginal.integrated(), marginal.columns()));
    }

    int count() {
        return scalars.length;
    }

    /** Writes [count] lines of β. */
    void read(Block block, double[] beta) {
        int lanes = block.lanes;
        for (int k = 0; k < scalars.length; k++) {
            int from = scalars[k] * lanes;
            for (int l = 0; l < lanes; l++) {
                beta[k * lanes + l] = block.values[from + l] - shift[k];
            }
        }
    }

    /** Adds [count] lines of derivatives by β. */
    void pullBack(GeneralPlan model, double[] derivatives, Block block) {
        for (int k = 0; k < scalars.length; k++) {
            ScalarTransforms.addByValue(model, scalars[k], derivatives, k * block.lanes, block);
        }
    }
}
