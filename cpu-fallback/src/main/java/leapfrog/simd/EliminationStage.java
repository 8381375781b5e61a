package leapfrog.simd;

import java.util.Arrays;

/**
 * Evaluates normal rows with effects of several factors, or more than two a level, and population coefficients integrated out: the algebra of
 * {@code leapfrog.model.MarginalLikelihood}, one posterior of all of them in each lane.
 */
final class EliminationStage {
    private final EliminationScratch scratch;
    private final EliminationPass[] steps;

    EliminationStage(int lanes) {
        scratch = new EliminationScratch(lanes);
        steps = new EliminationPass[] {
            Lanes.make(PrecisionFill.class, EliminationPass.class, lanes),
            Lanes.make(LevelElimination.class, EliminationPass.class, lanes),
            new GivenElimination(),
            Lanes.make(PrecisionFactor.class, EliminationPass.class, lanes),
            Lanes.make(PrecisionMoments.class, EliminationPass.class, lanes),
            Lanes.make(LevelMoments.class, EliminationPass.class, lanes)
        };
    }

    /** Adds the likelihood to the log densities, and its derivatives by scalars. */
    void add(GeneralPlan model, EliminationPlan plan, Block block) {
        scratch.reserve(plan);
        plan.given().read(block, scratch.given);
        for (int l = 0; l < block.lanes; l++) {
            double inverse = 1 / block.family[l];
            scratch.tau[l] = inverse * inverse;
        }
        for (FactorScale scale : plan.scales()) {
            scale.fill(block, scratch);
        }
        Arrays.fill(scratch.squares, 0);
        for (EliminationPass step : steps) {
            step.run(plan, scratch);
        }
        addLogDensities(plan, block);
        pullBack(plan, block);
        plan.given().pullBack(model, scratch.byGiven, block);
    }

    private void addLogDensities(EliminationPlan plan, Block block) {
        int lanes = block.lanes;
        int products = EliminationScratch.groups(plan) + plan.width();
        if (products > 0) {
            block.math.log(scratch.products, 0, scratch.logarithms, 0, products);
        }
        for (int l = 0; l < lanes; l++) {
            double logRoots = 0;
            for (int k = 0; k < products; k++) {
                logRoots += scratch.logarithms[k * lanes + l];
            }
            block.logDensities[block.logDensityAt + l] -=
                    plan.observations() * block.familyLogarithms[l] + logRoots + 0.5 * scratch.quadratic[l];
        }
    }

    private void pullBack(EliminationPlan plan, Block block) {
        int lanes = block.lanes;
        for (FactorScale scale : plan.scales()) {
            scale.pullBack(block, scratch, scratch.squares);
        }
        double coefficients = plan.width() - plan.given().count() + (double) plan.levels() * plan.effects();
        for (int l = 0; l < lanes && plan.sigma() >= 0; l++) {
            double rows = scratch.quadratic[l] + coefficients - scratch.squares[l];
            block.derivatives[plan.sigma() * lanes + l] += rows - plan.observations();
        }
    }
}
