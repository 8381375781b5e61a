package leapfrog.simd;

import leapfrog.model.MatchedColumns;

/**
 * Evaluates normal rows with effects and population coefficients integrated out: the algebra of {@link leapfrog.model.Marginal}, one
 * posterior of all of them in each lane. Derivatives by scales are those of the effects' joint density in expectation: by log sd of
 * independent effects Σ E[ζ²] − 1.
 */
final class MarginalStage {
    private final LevelCondition single;
    private final LevelColumns singleColumns;
    private final LevelCondition pairs;
    private final LevelColumns fewPairColumns;
    private final LevelColumns manyPairColumns;
    private final MatchedLevels matchedIndependent;
    private final MatchedLevels matchedCorrelated;
    private final MatchedEffects matchedPairs;
    private final CoefficientMatrix matrix;
    private final MarginalScratch scratch;
    private final DiagonalCoefficients coefficients;

    MarginalStage(int lanes) {
        single = Lanes.make(SingleEffects.class, LevelCondition.class, lanes);
        singleColumns = Lanes.make(SingleEffects.class, LevelColumns.class, lanes);
        pairs = Lanes.make(PairLevels.class, LevelCondition.class, lanes);
        fewPairColumns = Lanes.make(FewPairColumns.class, LevelColumns.class, lanes);
        manyPairColumns = Lanes.make(ManyPairColumns.class, LevelColumns.class, lanes);
        matchedIndependent = Lanes.make(MatchedIndependentLevels.class, MatchedLevels.class, lanes);
        matchedCorrelated = Lanes.make(MatchedCorrelatedLevels.class, MatchedLevels.class, lanes);
        matchedPairs = Lanes.make(MatchedPairs.class, MatchedEffects.class, lanes);
        matrix = Lanes.make(LaneCoefficientMatrix.class, CoefficientMatrix.class, lanes);
        scratch = new MarginalScratch(lanes);
        coefficients = new DiagonalCoefficients(lanes);
    }

    /** Adds the likelihood to the log densities, and its derivatives by scalars. */
    void add(GeneralPlan model, MarginalPlan plan, Block block) {
        scale(plan, block);
        if (plan.effects() == 0) {
            coefficients.add(model, plan, scratch.tau, block);
            return;
        }
        scratch.reserve(plan);
        plan.given().read(block, scratch.given);
        scratch.clearSums(plan);
        MatchedColumns matched = plan.matched();
        if (matched != null) {
            (plan.partial() < 0 ? matchedIndependent : matchedCorrelated).sum(matched, scratch);
            matchedPairs.leave(plan, matched, scratch);
            matrix.factor(plan, scratch);
            matchedPairs.square(plan, matched, scratch);
        } else {
            levels(plan);
        }
        addLogDensities(plan, block);
        pullBack(plan, block);
        plan.given().pullBack(model, scratch.byGiven, block);
    }

    private void levels(MarginalPlan plan) {
        LevelCondition levels = plan.effects() == 1 ? single : pairs;
        LevelColumns columns = columns(plan);
        for (boolean more = scratch.firstTile(plan); more; more = scratch.nextTile(plan)) {
            levels.condition(plan, scratch);
            columns.solve(plan, scratch);
        }
        matrix.subtract(plan, scratch);
        matrix.factor(plan, scratch);
        for (boolean more = scratch.firstTile(plan); more; more = scratch.nextTile(plan)) {
            columns.square(plan, scratch);
        }
    }

    private LevelColumns columns(MarginalPlan plan) {
        if (plan.effects() == 1) {
            return singleColumns;
        }
        return plan.few() ? fewPairColumns : manyPairColumns;
    }

    /** τ, and √τ Λ. */
    private void scale(MarginalPlan plan, Block block) {
        int lanes = block.lanes;
        for (int l = 0; l < lanes; l++) {
            double inverse = 1 / block.family[l];
            scratch.tau[l] = inverse * inverse;
            if (plan.effects() > 0) {
                scratch.scales[MarginalScratch.ALPHA * lanes + l] = block.values[plan.sd()[0] * lanes + l] * inverse;
            }
            if (plan.effects() > 1) {
                double sd = block.values[plan.sd()[1] * lanes + l] * inverse;
                scratch.scales[MarginalScratch.GAMMA * lanes + l] = sd * correlation(plan, block, l);
                scratch.scales[MarginalScratch.DELTA * lanes + l] = sd * Math.sqrt(uncorrelated(plan, block, l));
            }
        }
    }

    private static double correlation(MarginalPlan plan, Block block, int lane) {
        return plan.partial() < 0 ? 0 : block.values[plan.partial() * block.lanes + lane];
    }

    /** 1 − ρ². */
    private static double uncorrelated(MarginalPlan plan, Block block, int lane) {
        return plan.partial() < 0 ? 1 : block.slopes[plan.partial() * block.lanes + lane];
    }

    private void addLogDensities(MarginalPlan plan, Block block) {
        int lanes = block.lanes;
        int groups = plan.levels() / MarginalPlan.GROUP;
        if (groups > 0) {
            block.math.log(scratch.determinants, 0, scratch.logarithms, 0, groups);
        }
        if (plan.integrated() > 0) {
            block.math.log(scratch.diagonal, 0, scratch.logDiagonal, 0, plan.integrated());
        }
        for (int l = 0; l < lanes; l++) {
            double logDeterminants = 0;
            for (int g = 0; g < groups; g++) {
                logDeterminants += scratch.logarithms[g * lanes + l];
            }
            double logDiagonals = 0;
            for (int k = 0; k < plan.integrated(); k++) {
                logDiagonals += scratch.logDiagonal[k * lanes + l];
            }
            block.logDensities[block.logDensityAt + l] -= plan.observations() * block.familyLogarithms[l]
                    + 0.5 * (logDeterminants + scratch.quadratic[l])
                    + logDiagonals;
        }
    }

    /** With ρ the correlation and r = √(1 − ρ²), and e the expectations summed over levels. */
    private void pullBack(MarginalPlan plan, Block block) {
        int lanes = block.lanes;
        double[] derivatives = block.derivatives;
        double[] squares = scratch.squares;
        for (int l = 0; l < lanes; l++) {
            double byScales = 0;
            if (plan.effects() == 1) {
                byScales = expected(MarginalScratch.INVERSE_11, l) - plan.levels();
                derivatives[plan.sd()[0] * lanes + l] += byScales;
            } else if (plan.effects() == 2) {
                double rho = correlation(plan, block, l);
                double rest = uncorrelated(plan, block, l);
                double gamma = scratch.scales[MarginalScratch.GAMMA * lanes + l];
                double delta = scratch.scales[MarginalScratch.DELTA * lanes + l];
                double e11 = expected(MarginalScratch.INVERSE_11, l);
                double e12 = expected(MarginalScratch.INVERSE_12, l);
                double e22 = squares[MarginalScratch.INVERSE_22 * lanes + l]
                        + delta * delta * scratch.tau[l] * squares[MarginalScratch.COLUMNS_22 * lanes + l];
                // ρ / r E[ζ₁ ζ₂] = γ times E[ζ₁ ζ₂] / δ.
                double byFirst = e11 - gamma * e12 - plan.levels();
                double bySecond = e22 + gamma * e12 - plan.levels();
                derivatives[plan.sd()[0] * lanes + l] += byFirst;
                derivatives[plan.sd()[1] * lanes + l] += bySecond;
                if (plan.partial() >= 0) {
                    double sd = block.values[plan.sd()[1] * lanes + l] / block.family[l];
                    derivatives[plan.partial() * lanes + l] += sd * rest * e12 - rho * (e22 - plan.levels());
                }
                byScales = byFirst + bySecond;
            }
            if (plan.sigma() >= 0) {
                derivatives[plan.sigma() * lanes + l] += scratch.residual[l] - plan.observations() - byScales;
            }
        }
    }

    /** E[ζ₁²], or E[ζ₁ ζ₂] / δ: of what M⁻¹ adds to it, the place, and what columns do. */
    private double expected(int inverse, int lane) {
        int columns = inverse + MarginalScratch.COLUMNS_11 - MarginalScratch.INVERSE_11;
        double[] squares = scratch.squares;
        int lanes = scratch.lanes;
        return squares[inverse * lanes + lane] + scratch.tau[lane] * squares[columns * lanes + lane];
    }
}
