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

    /** Writes the reported quantities of positions: in all arrays a row is a coordinate, number or quantity, and a column a draw. */
    interface Reporting {
        /** How many independent standard normal numbers a report takes. */
        int normals();

        /**
         * Writes the quantities of unconstrained positions; what becomes of one draw does not depend on the others.
         *
         * @param positions [dimension][at least draws]
         * @param normals [normals()][at least draws], used up
         * @param out [quantities][at least draws], the first draws of each row are written
         */
        void report(double[][] positions, double[][] normals, double[][] out, int draws);
    }
}
