package leapfrog.opencl;

import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.BatchShape;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;

/**
 * Evaluates batches on an OpenCL device, tile by tile: while the device computes one tile, the host copies the other. What a point
 * gets does not depend on how a batch is cut.
 */
final class OpenClGradientEvaluator implements GradientEvaluator {
    private final BatchShape shape;
    private final Handles handles = new Handles();
    private final List<Tile> tiles = new ArrayList<>();

    OpenClGradientEvaluator(OpenedProblem opened) {
        KernelShape kernels = opened.device().shape();
        int preferred = Math.max(1, MemoryPlan.TILES * opened.plan().tileBlocks()) * kernels.lanes();
        shape = new BatchShape(kernels.lanes(), preferred, Integer.MAX_VALUE / kernels.lanes() * kernels.lanes());
        try {
            for (int k = 0; k < MemoryPlan.TILES; k++) {
                tiles.add(handles.own(new Tile(opened)));
            }
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    @Override
    public BatchShape shape() {
        return shape;
    }

    @Override
    public void evaluate(GradientBatch batch) {
        if (batch.lanes() != shape.lanes()) {
            throw new IllegalArgumentException(
                    "batch has " + batch.lanes() + " lanes, this evaluator takes " + shape.lanes());
        }
        int next = 0;
        for (int k = 0; next < batch.blocks(); k++) {
            Tile tile = tiles.get(k % tiles.size());
            tile.collect();
            next = tile.submit(batch, next);
        }
        for (Tile tile : tiles) {
            tile.collect();
        }
    }

    @Override
    public void close() {
        handles.close();
    }
}
