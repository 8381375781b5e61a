package leapfrog.simd;

import java.util.Arrays;
import leapfrog.simd.GeneralPlan.DirectTerm;

/** Makes coefficients that are scalars, or 0. */
final class DirectEffects implements Constraint {
    @Override
    public void constrain(GeneralPlan plan, Block block) {
        int lanes = block.lanes;
        for (DirectTerm term : plan.direct()) {
            int[] scalar = term.source().scalar();
            for (int j = 0; j < scalar.length; j++) {
                int at = (term.first() + j) * lanes;
                if (scalar[j] < 0) {
                    Arrays.fill(block.coefficients, at, at + lanes, 0);
                } else {
                    System.arraycopy(block.values, scalar[j] * lanes, block.coefficients, at, lanes);
                }
            }
        }
    }

    @Override
    public void pullBack(GeneralPlan plan, Block block) {
        for (DirectTerm term : plan.direct()) {
            int[] scalar = term.source().scalar();
            for (int j = 0; j < scalar.length; j++) {
                if (scalar[j] >= 0) {
                    int at = (term.first() + j) * block.lanes;
                    ScalarTransforms.addByValue(plan, scalar[j], block.coefficientGradients, at, block);
                }
            }
        }
    }
}
