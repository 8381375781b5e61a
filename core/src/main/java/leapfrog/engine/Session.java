package leapfrog.engine;

import leapfrog.random.NormalBlocks;

/** Holds a problem's data on an opened device. Closing releases everything; evaluators and engines must be closed before. */
public interface Session extends AutoCloseable {
    /** The device in words, for {@code fit.json}. */
    String device();

    /** Opens an evaluator for use by one thread. */
    GradientEvaluator gradients();

    /** Opens an engine that advances chains. */
    TransitionEngine transitions();

    /** Makes normal numbers for what the host itself draws, for one thread: the same bits in every form. */
    default NormalBlocks normals() {
        return NormalBlocks.looped();
    }

    @Override
    void close();
}
