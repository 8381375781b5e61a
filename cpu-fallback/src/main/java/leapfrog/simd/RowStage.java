package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.Likelihood;

/**
 * Evaluates a likelihood of any form and terms: tile by tile η term by term, then the rows' log likelihoods and derivatives by η, then
 * the terms' gradients from those. Chains are lanes, so no two sums meet in one place; every sum has a fixed order of rows.
 */
final class RowStage {
    private final RowPass columns;
    private final RowPass crossed;
    private final RowKernel[] kernels;

    RowStage(int lanes) {
        columns = Lanes.make(ColumnPass.class, RowPass.class, lanes);
        crossed = Lanes.make(CrossedPass.class, RowPass.class, lanes);
        kernels = Arrays.stream(Likelihood.values())
                .map(likelihood -> RowKernel.of(likelihood, lanes))
                .toArray(RowKernel[]::new);
    }

    void add(GeneralPlan plan, Block block) {
        RowPlan rows = plan.rows();
        Arrays.fill(block.coefficientGradients, 0, plan.coefficients() * block.lanes, 0);
        FamilyTotals.begin(plan, block);
        RowKernel kernel = kernels[plan.likelihood().ordinal()];
        for (int tile = 0; tile < rows.tiles(); tile++) {
            int start = rows.tileStart(tile);
            columns.predict(rows, tile, block);
            crossed.predict(rows, tile, block);
            kernel.add(rows, start, rows.tileStart(tile + 1) - start, block);
            columns.gather(rows, tile, block);
            crossed.gather(rows, tile, block);
        }
        FamilyTotals.finish(plan, block);
    }
}
