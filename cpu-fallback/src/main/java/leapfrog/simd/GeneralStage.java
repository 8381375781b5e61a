package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.Likelihood;

/** Evaluates any model: constrains scalars and effects, evaluates priors and rows, and pulls derivatives back. */
final class GeneralStage implements AutoCloseable {
    private final Constraint[] constraints;
    private final SortedRowPass sorted;
    private final StripedPass striped;
    private final PairRowPass pairs;
    private final NormalScale scale;
    private final MarginalStage marginal;
    private final EliminationStage elimination;

    /** @param threads that share out the rows of a task that has many */
    GeneralStage(int lanes, int threads) {
        constraints = new Constraint[] {
            new ScalarTransforms(),
            new DirectEffects(),
            Lanes.make(PooledEffects.class, Constraint.class, lanes),
            Lanes.make(CorrelatedEffects.class, Constraint.class, lanes)
        };
        sorted = new SortedRowPass(lanes);
        striped = new StripedPass(lanes, threads);
        scale = Lanes.make(ResidualScale.class, NormalScale.class, lanes);
        marginal = new MarginalStage(lanes);
        elimination = new EliminationStage(lanes);
        pairs = Lanes.make(PairPass.class, PairRowPass.class, lanes);
    }

    /** Sets the log densities and gradients of the block that {@code block} points at. */
    void evaluate(GeneralPlan plan, Block block) {
        Arrays.fill(block.logDensities, block.logDensityAt, block.logDensityAt + block.lanes, plan.constant());
        for (Constraint constraint : constraints) {
            constraint.constrain(plan, block);
        }
        ScalarPriors.add(plan, block);
        Arrays.fill(block.coefficientGradients, 0, plan.coefficients() * block.lanes, 0);
        FamilyTotals.begin(plan, block);
        switch (plan.rows()) {
            case MarginalPlan rows -> marginal.add(plan, rows, block);
            case EliminationPlan rows -> elimination.add(plan, rows, block);
            case SortedRows rows -> {
                sorted.add(rows, block);
                finish(plan, block);
            }
            case StripedPlan rows -> {
                striped.add(rows, block);
                finish(plan, block);
            }
            case PairPlan rows -> {
                CorrelationFactors.fill(rows.effects(), block);
                pairs.add(rows, block);
                CorrelationFactors.pullBack(plan, rows.effects(), block);
                finish(plan, block);
            }
        }
        for (int k = constraints.length - 1; k >= 0; k--) {
            constraints[k].pullBack(plan, block);
        }
        refuseInfinity(block);
    }

    private void finish(GeneralPlan plan, Block block) {
        if (plan.likelihood() == Likelihood.NORMAL) {
            scale.apply(plan.coefficients(), block);
        }
        FamilyTotals.finish(plan, block);
    }

    /** A density of +∞ is no density: the sampler takes NaN for a divergence. */
    private static void refuseInfinity(Block block) {
        for (int l = block.logDensityAt; l < block.logDensityAt + block.lanes; l++) {
            if (block.logDensities[l] == Double.POSITIVE_INFINITY) {
                block.logDensities[l] = Double.NaN;
            }
        }
    }

    @Override
    public void close() {
        striped.close();
    }
}
