package leapfrog.backend;

import java.util.Arrays;
import leapfrog.model.InputException;

/**
 * Holds what a gradient costs on each kind of hardware, for choosing among backends by a pure function. Nothing is timed in a fit.
 *
 * @param scalarNanosPerRow time of one row of one chain in plain Java on one core
 * @param scalarNanosPerCoordinate time of one coordinate of one chain there
 * @param simdStartSeconds what the vector kernels cost before they are compiled
 * @param simdNanosPerRow time of one row of one block of chains on one core with vector instructions
 * @param simdLanes chains a block
 * @param gpuNanosPerRow time of one row of one chain on a whole GPU
 * @param gpuNanosPerCoordinate time of moving one coordinate of one chain to the GPU and its derivative back
 * @param gpuLaunchNanos fixed time of one batch: launches and waiting
 */
public record Calibration(
        double scalarNanosPerRow,
        double scalarNanosPerCoordinate,
        double simdStartSeconds,
        double simdNanosPerRow,
        int simdLanes,
        double gpuNanosPerRow,
        double gpuNanosPerCoordinate,
        double gpuLaunchNanos) {
    /** Refuses what no machine has. */
    public Calibration {
        double[] times = {
            scalarNanosPerRow,
            scalarNanosPerCoordinate,
            simdStartSeconds,
            simdNanosPerRow,
            gpuNanosPerRow,
            gpuNanosPerCoordinate,
            gpuLaunchNanos
        };
        if (simdLanes < 1 || Arrays.stream(times).anyMatch(time -> !(time >= 0 && time < Double.POSITIVE_INFINITY))) {
            throw new InputException("a calibration has times that are not negative, and at least one lane");
        }
    }

    /**
     * What is assumed where nobody measured. On a 2-core EPYC with AVX-512, radon at dimension 175: plain Java takes 6.3 µs for 919 rows
     * and 1.4 µs for 145 cells (a fifth is added here, for a process that is not warm); vector kernels take one to two seconds to be
     * compiled, then 1.3 µs for 4 chains × 919 rows and 2.2 µs for 16. Not measured: a GPU of 200 rows a nanosecond, 20 GB/s over the bus
     * (16 bytes a coordinate), 40 µs a batch.
     */
    public static final Calibration SHIPPED = new Calibration(7.75, 3.3, 1.5, 1.8, 8, 0.005, 0.8, 40_000);

    /** Gradients a transition, of a tree of depth 4: what a well-scaled posterior takes. */
    private static final double GRADIENTS = 15;

    /** With other figures of plain Java. */
    public Calibration withScalar(double nanosPerRow, double nanosPerCoordinate) {
        return new Calibration(
                nanosPerRow,
                nanosPerCoordinate,
                simdStartSeconds,
                simdNanosPerRow,
                simdLanes,
                gpuNanosPerRow,
                gpuNanosPerCoordinate,
                gpuLaunchNanos);
    }

    /** With other figures of the host's vector units. */
    public Calibration withSimd(double startSeconds, double nanosPerRow, int lanes) {
        return new Calibration(
                scalarNanosPerRow,
                scalarNanosPerCoordinate,
                startSeconds,
                nanosPerRow,
                lanes,
                gpuNanosPerRow,
                gpuNanosPerCoordinate,
                gpuLaunchNanos);
    }

    /** With other figures of a GPU. */
    public Calibration withGpu(double nanosPerRow, double nanosPerCoordinate, double launchNanos) {
        return new Calibration(
                scalarNanosPerRow,
                scalarNanosPerCoordinate,
                simdStartSeconds,
                simdNanosPerRow,
                simdLanes,
                nanosPerRow,
                nanosPerCoordinate,
                launchNanos);
    }

    /** Expected seconds of sampling in plain Java. */
    double scalarSeconds(int chains, long transitions, double rows, double dimension, int threads) {
        double nanos = rows * scalarNanosPerRow + dimension * scalarNanosPerCoordinate;
        return 1e-9 * GRADIENTS * transitions * Math.ceilDiv(chains, threads) * nanos;
    }

    /** Expected seconds of sampling on the host's vector units, start included. */
    double simdSeconds(int chains, long transitions, double rows, int threads) {
        return simdStartSeconds + 1e-9 * GRADIENTS * transitions * simdNanos(chains, rows, threads);
    }

    /** Time of one gradient of every chain on the host's vector units, in nanoseconds. */
    double simdNanos(int chains, double rows, int threads) {
        return Math.ceilDiv(Math.ceilDiv(chains, threads), simdLanes) * rows * simdNanosPerRow;
    }

    /** Time of one gradient of every chain on a GPU, in nanoseconds. */
    double gpuNanos(int chains, double rows, double dimension) {
        return gpuLaunchNanos + chains * (rows * gpuNanosPerRow + dimension * gpuNanosPerCoordinate);
    }
}
