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
        Arrays.fill(block.familyDerivatives, 0);
        Arrays.fill(block.tileSums, 0);
    }

    /** Adds {@link Block#tileSums}. */
    static void addTile(Block block) {
        int lanes = block.lanes;
        for (int l = 0; l < lanes; l++) {
            block.logDensities[block.logDensityAt + l] += block.tileSums[l];
            block.familyDerivatives[l] += block.tileSums[lanes + l];
            block.familyDerivatives[lanes + l] += block.tileSums[2 * lanes + l];
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
        for (int k = 0; k < plan.parameters().length; k++) {
            int scalar = plan.parameters()[k].scalar();
            for (int l = 0; scalar >= 0 && l < lanes; l++) {
                block.derivatives[scalar * lanes + l] += block.familyDerivatives[k * lanes + l];
            }
        }
    }

    private static void normal(Totals totals, Block block) {
        double n = totals.observations();
        for (int l = 0; l < block.lanes; l++) {
            double scaled = totals.residualSumOfSquares() / (block.family[l] * block.family[l]);
            block.familyDerivatives[l] += scaled - n;
            block.logDensities[block.logDensityAt + l] -= n * block.familyLogarithms[l] + 0.5 * scaled;
        }
    }

    private static void studentT(double n, Block block) {
        int lanes = block.lanes;
        for (int l = 0; l < lanes; l++) {
            double nu = block.family[lanes + l];
            block.familyDerivatives[l] -= n;
            block.familyDerivatives[lanes + l] += n * 0.5 * (nu * LogGamma.halfStepSlope(0.5 * nu) - 1);
            block.logDensities[block.logDensityAt + l] += n
                    * (LogGamma.halfStep(0.5 * nu)
                            - 0.5 * block.familyLogarithms[lanes + l]
                            - block.familyLogarithms[l]);
        }
    }
}
