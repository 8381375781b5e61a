package leapfrog.simd;

import java.util.List;
import leapfrog.engine.BatchShape;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.PointEvaluator;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates gradients block by block, chains in the lanes of two vectors, or one by one, levels in the lanes. The operations on a lane, and
 * their order, are the same for any number of lanes, so the bits do not depend on it.
 */
final class SimdGradientEvaluator implements GradientEvaluator {
    /**
     * Chains that one cohort holds, in one block of all widths but the narrower ones: so few that what they keep of their trajectories stays in
     * the second cache, enough to fill blocks where tasks have few chains and not all of these are done at once.
     */
    private static final int COHORT = 16;

    private static final int MAXIMUM_POINTS = 1 << 16;

    private final List<Plan> plans;
    private final Block block;
    private final Stage scalars;
    private final Stage noncentered;
    private final Stage cells;
    private final Stage segments;
    private final Stage scales;
    private final GeneralStage general;
    private final ChainEvaluator chains = new ChainEvaluator();

    /**
     * @param lanes a power of two, at least 4, at most {@link Lanes#widest()}
     * @param threads that share out the rows of a task that has many
     */
    SimdGradientEvaluator(List<Plan> plans, int lanes, int threads) {
        this.plans = plans;
        block = new Block(lanes);
        scalars = Lanes.make(ScalarStage.class, Stage.class, lanes);
        noncentered = Lanes.make(NoncenteredStage.class, Stage.class, lanes);
        cells = Lanes.make(CellStage.class, Stage.class, lanes);
        segments = Lanes.make(SegmentStage.class, Stage.class, lanes);
        scales = Lanes.make(ScaleStage.class, Stage.class, lanes);
        general = new GeneralStage(lanes, threads);
    }

    @Override
    public BatchShape shape() {
        return new BatchShape(block.lanes, Math.max(COHORT, block.lanes), MAXIMUM_POINTS);
    }

    @Override
    public void evaluate(GradientBatch batch) {
        for (int b = 0; b < batch.blocks(); b++) {
            block.point(batch, b);
            switch (plans.get(batch.task(b))) {
                case TaskPlan plan -> evaluate(plan);
                case GeneralPlan plan -> {
                    block.reserve(plan);
                    general.evaluate(plan, block);
                }
            }
        }
    }

    @Override
    public @Nullable PointEvaluator points(int task) {
        ChainPlan plan = plans.get(task) instanceof TaskPlan of ? of.chain : null;
        return plan == null ? null : chains.of(plan);
    }

    private void evaluate(TaskPlan plan) {
        block.reserve(plan);
        scalars.add(plan, block);
        (plan.noncentered ? noncentered : plan.pooledCells ? cells : segments).add(plan, block);
        scales.add(plan, block);
    }

    @Override
    public void close() {
        general.close();
    }
}
