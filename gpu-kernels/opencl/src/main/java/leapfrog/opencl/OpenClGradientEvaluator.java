package leapfrog.opencl;

import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.BatchMemory;
import leapfrog.engine.BatchShape;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;

/**
 * Evaluates a batch that lies in memory the device reaches, tile by tile: nothing is copied within the host. What a point gets does
 * not depend on how a batch is cut.
 */
final class OpenClGradientEvaluator implements GradientEvaluator {
    private final BatchShape shape;
    private final int tileBlocks;
    private final GradientBatch batch;
    private final Handles handles = new Handles();
    private final List<Tile> tiles = new ArrayList<>();

    OpenClGradientEvaluator(OpenedProblem opened) {
        KernelShape kernels = opened.shape();
        tileBlocks = opened.plan().tileBlocks();
        int points = opened.plan().tiles() * tileBlocks * kernels.lanes();
        shape = new BatchShape(kernels.lanes(), points, points);
        batch = new GradientBatch(kernels.lanes(), new TileMemory());
        try {
            for (int k = 0; k < opened.plan().tiles(); k++) {
                tiles.add(handles.own(new Tile(opened, k * tileBlocks)));
            }
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    /** Keeps each block in the host's view of its tile. */
    private final class TileMemory implements BatchMemory {
        @Override
        public void store(GradientBatch batch, int block) {
            tile(block).store(batch, block);
        }

        @Override
        public void load(GradientBatch batch, int block) {
            tile(block).load(batch, block);
        }

        private Tile tile(int block) {
            if (block >= tiles.size() * tileBlocks) {
                throw new IllegalArgumentException(
                        "block " + block + " is beyond the " + shape.maximum() + " points that this evaluator takes");
            }
            return tiles.get(block / tileBlocks);
        }
    }

    @Override
    public BatchShape shape() {
        return shape;
    }

    @Override
    public GradientBatch batch() {
        return batch;
    }

    @Override
    public void evaluate(GradientBatch points) {
        if (points != batch) {
            throw new IllegalArgumentException("an OpenCL evaluator takes only the batch it gave");
        }
        for (Tile tile : tiles) {
            tile.submit(batch);
        }
        for (Tile tile : tiles) {
            tile.collect(batch);
        }
    }

    @Override
    public void close() {
        handles.close();
    }
}
