package leapfrog.simd;

import java.util.HashMap;
import java.util.Map;

/**
 * Evaluates rows of any likelihood and terms: tile by tile η term by term, then the rows' log likelihoods and derivatives by η, then
 * the terms' gradients from those. Chains are lanes, so no two sums meet in one place; every sum has a fixed order of rows.
 */
final class TilePass {
    private final RowPass columns;
    private final RowPass crossed;
    private final int lanes;
    private final Map<Class<? extends RowKernel>, RowKernel> kernels = new HashMap<>();

    TilePass(int lanes) {
        columns = Lanes.make(ColumnPass.class, RowPass.class, lanes);
        crossed = Lanes.make(CrossedPass.class, RowPass.class, lanes);
        this.lanes = lanes;
    }

    void add(TilePlan rows, Block block) {
        RowKernel kernel = kernel(rows.kernel());
        for (int tile = 0; tile < rows.tiles(); tile++) {
            int start = rows.tileStart(tile);
            columns.predict(rows, tile, block);
            crossed.predict(rows, tile, block);
            kernel.add(rows, start, rows.tileStart(tile + 1) - start, block);
            FamilyTotals.addTile(block);
            columns.gather(rows, tile, block);
            crossed.gather(rows, tile, block);
        }
    }

    private RowKernel kernel(Class<? extends RowKernel> type) {
        RowKernel kernel = kernels.get(type);
        if (kernel == null) {
            kernel = Lanes.make(type, RowKernel.class, lanes);
            kernels.put(type, kernel);
        }
        return kernel;
    }
}
