package leapfrog.model;

import java.util.List;

/** Says what chains move in, and what a position of theirs is reported as. Immutable; serves any number of threads. */
public interface Sampled {
    ModelStructure structure();

    ModelData data();

    /** Number of unconstrained coordinates. */
    default int dimension() {
        return data().dimension();
    }

    /** Names of the unconstrained coordinates, [dimension]. */
    List<String> coordinates();

    /** From the coordinates in which chains move to those of {@link #data()}. */
    Scaling scaling();

    /** How many independent standard normal numbers a report needs. */
    int normals();

    /**
     * Writes the reported quantities of an unconstrained position.
     *
     * @param position {@code position[at .. at + dimension)} is read
     * @param normals [normals]
     * @param out {@code out[outAt .. outAt + quantities)} is written
     */
    void report(double[] position, int at, double[] normals, double[] out, int outAt);
}
