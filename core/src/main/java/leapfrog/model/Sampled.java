package leapfrog.model;

import java.util.List;

/** Says what chains move in, and what a position of theirs is reported as. Immutable; serves any number of threads. */
public interface Sampled {
    /** The shape that fixes kernels. */
    ModelStructure structure();

    /** The numbers that kernels read. */
    ModelData data();

    /** Number of unconstrained coordinates. */
    default int dimension() {
        return data().dimension();
    }

    /** Names of the unconstrained coordinates, [dimension]. */
    List<String> coordinates();

    /** From the coordinates in which chains move to those of {@link #data()}. */
    Scaling scaling();

    /** Makes what reports positions; has working memory of its own, so it serves one thread at a time. */
    Reporting reporting();

    /** Writes the reported quantities of positions. */
    interface Reporting {
        /** How many independent standard normal numbers a report takes. */
        int normals();

        /**
         * Writes the quantities of an unconstrained position.
         *
         * @param position {@code position[at .. at + dimension)} is read
         * @param normals {@code normals[0 .. normals())} is read
         * @param out {@code out[outAt .. outAt + quantities)} is written
         */
        void report(double[] position, int at, double[] normals, double[] out, int outAt);
    }
}
