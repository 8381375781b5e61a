package leapfrog.simd;

import java.util.Arrays;
import leapfrog.math.LogGamma;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.Totals;

/** Hands the family's parameters to the row kernels, and adds what the likelihood has once for all rows. */
final class FamilyTotals {
    private FamilyTotals() {}

    static void begin(GeneralPlan plan, Block block) {
        int lanes = block.lanes;
        FamilyParameter[] parameters = plan.parameters();
        for (int k = 0; k < parameters.length; k++) {
            int scalar = parameters[k].scalar();
            int at = k * lanes;
            if (scalar < 0) {
                Arrays.fill(block.family, at, at + lanes, parameters[k].value());
                Arrays.fill(block.familyLogarithms, at, at + lanes, StrictMath.log(parameters[k].value()));
            } else {
                System.arraycopy(block.values, scalar * lanes, block.family, at, lanes);
                System.arraycopy(block.logarithms, scalar * lanes, block.familyLogarithms, at, lanes);
            }
        }
        Arrays.fill(block.likelihood, 0);
        Arrays.fill(block.tileLikelihood, 0);
    }

    /** Adds the likelihood of a tile. */
    static void addTile(Block block) {
        for (int l = 0; l < block.likelihood.length; l++) {
            block.likelihood[l] += block.tileLikelihood[l];
        }
    }

    static void finish(GeneralPlan plan, Block block) {
        switch (plan.likelihood()) {
            case NORMAL -> normal(plan.totals(), block);
            case STUDENT_T -> studentT(plan.totals().observations(), block);
            case NEGATIVE_BINOMIAL -> plan.rising().add(block);
            case NORMAL_WITH_ERROR, BINOMIAL, POISSON -> {
                // Rows say it all.
            }
        }
        int lanes = block.lanes;
        for (int l = 0; l < lanes; l++) {
            block.logDensities[block.logDensityAt + l] += block.likelihood[l];
        }
        for (int k = 0; k < plan.parameters().length; k++) {
            int scalar = plan.parameters()[k].scalar();
            for (int l = 0; scalar >= 0 && l < lanes; l++) {
                block.derivatives[scalar * lanes + l] += block.likelihood[(1 + k) * lanes + l];
            }
        }
    }

    private static void normal(Totals totals, Block block) {
        int lanes = block.lanes;
        double n = totals.observations();
        for (int l = 0; l < lanes; l++) {
            double scaled = totals.residualSumOfSquares() / (block.family[l] * block.family[l]);
            block.likelihood[l] -= n * block.familyLogarithms[l] + 0.5 * scaled;
            block.likelihood[lanes + l] += scaled - n;
        }
    }

    private static void studentT(double n, Block block) {
        int lanes = block.lanes;
        for (int l = 0; l < lanes; l++) {
            double nu = block.family[lanes + l];
            block.likelihood[l] += n
                    * (LogGamma.halfStep(0.5 * nu)
                            - 0.5 * block.familyLogarithms[lanes + l]
                            - block.familyLogarithms[l]);
            block.likelihood[lanes + l] -= n;
            block.likelihood[2 * lanes + l] += n * 0.5 * (nu * LogGamma.halfStepSlope(0.5 * nu) - 1);
        }
    }
}
