package leapfrog.backend;

import leapfrog.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a gradient costs on each kind of hardware, for choosing among backends by a pure function. Nothing is timed in a fit.
 *
 * @param resident of the GPU too, whole transitions at a time; null where nobody measured that, which is then never chosen
 */
public record Calibration(
        Scalar scalar, Simd simd, Gpu gpu, @Nullable Resident resident) {
    /** Gradients a transition, of a tree of depth 4: what a well-scaled posterior takes. */
    private static final double GRADIENTS = 15;
    /** From so many rows on the host's vector units share them out. */
    private static final double MANY_ROWS = 1 << 17;

    /**
     * What is assumed where nobody measured. On a 2-core EPYC with AVX-512, radon at dimension 175: plain Java takes 6.3 µs for 919 rows
     * and 1.4 µs for 145 cells (a fifth is added here, for a process that is not warm); vector kernels take one to two seconds to be
     * compiled, then 1.3 µs for 4 chains × 919 rows and 2.2 µs for 16; with coefficients integrated out 34, 183, 184 and 357 ns a level and
     * block where {@link Work} counts rows of 3 ns; by vectors a row of that work takes 2.5 times as long as another. Not measured: a GPU of 200 rows a nanosecond, of which coefficients that are integrated out
     * take as many times as on vector units, 20 GB/s over the bus (16 bytes a coordinate), 40 µs a batch.
     */
    public static final Calibration SHIPPED = new Calibration(
            new Scalar(7.75, 7.75, 3.3), new Simd(1.5, 1.8, 4.5, 8), new Gpu(0.005, 0.0125, 0.8, 40_000), null);

    /**
     * Plain Java on one core.
     *
     * @param nanosPerRow time of one row of one chain
     * @param nanosPerIntegratedRow time of the work of one row of one chain where coefficients are integrated out
     * @param nanosPerCoordinate time of one coordinate of one chain
     */
    public record Scalar(double nanosPerRow, double nanosPerIntegratedRow, double nanosPerCoordinate) {
        /** Refuses what no machine has. */
        public Scalar {
            requireTimes(nanosPerRow, nanosPerIntegratedRow, nanosPerCoordinate);
        }

        /** Expected seconds of sampling. */
        double seconds(int chains, long transitions, Work work, int threads) {
            double nanos = work.nanosOfRows(nanosPerRow, nanosPerIntegratedRow) + work.dimension() * nanosPerCoordinate;
            return 1e-9 * GRADIENTS * transitions * Math.ceilDiv(chains, threads) * nanos;
        }
    }

    /**
     * The host's vector units.
     *
     * @param startSeconds what the vector kernels cost before they are compiled
     * @param nanosPerRow time of one row of one block of chains on one core
     * @param nanosPerIntegratedRow the same of the work of one row where coefficients are integrated out
     * @param lanes chains a block
     */
    public record Simd(double startSeconds, double nanosPerRow, double nanosPerIntegratedRow, int lanes) {
        /** Refuses what no machine has. */
        public Simd {
            requireTimes(startSeconds, nanosPerRow, nanosPerIntegratedRow);
            if (lanes < 1) {
                throw new InputException("a calibration has at least one lane, not " + lanes);
            }
        }

        /**
         * Expected seconds of sampling, start included.
         *
         * @param nanos of one gradient of every chain
         */
        double seconds(long transitions, double nanos) {
            return startSeconds + 1e-9 * GRADIENTS * transitions * nanos;
        }

        /** Time of one gradient of every chain, in nanoseconds: each thread has chains of its own, or its rows of all chains. */
        double nanos(int chains, Work work, int threads) {
            if (byRows(chains, work, threads)) {
                return Math.ceilDiv(chains, lanes) * work.rows() * nanosPerRow / threads;
            }
            return Math.ceilDiv(Math.ceilDiv(chains, threads), lanes)
                    * work.nanosOfRows(nanosPerRow, nanosPerIntegratedRow);
        }

        /** Whether threads share out rows: with many of them, and chains that would leave some threads idle. */
        boolean byRows(int chains, Work work, int threads) {
            return !work.integrated() && threads > 1 && work.rows() >= MANY_ROWS && chains < threads * lanes;
        }
    }

    /**
     * A whole GPU.
     *
     * @param nanosPerRow time of one row of one chain
     * @param nanosPerIntegratedRow time of the work of one row of one chain where coefficients are integrated out
     * @param nanosPerCoordinate time of moving one coordinate of one chain to the GPU and its derivative back
     * @param launchNanos fixed time of one batch: launches and waiting
     */
    public record Gpu(double nanosPerRow, double nanosPerIntegratedRow, double nanosPerCoordinate, double launchNanos) {
        /** Refuses what no machine has. */
        public Gpu {
            requireTimes(nanosPerRow, nanosPerIntegratedRow, nanosPerCoordinate, launchNanos);
        }

        /** Time of one gradient of every chain, in nanoseconds. */
        double nanos(int chains, Work work) {
            return launchNanos
                    + chains
                            * (work.nanosOfRows(nanosPerRow, nanosPerIntegratedRow)
                                    + work.dimension() * nanosPerCoordinate);
        }
    }

    /**
     * A whole GPU that makes transitions by itself, without launches and transfers between gradients.
     *
     * @param waitPerRow time for which a chain waits for itself, whatever else the GPU does, for one row of a leapfrog
     * @param nanosPerRow time of one row of one of many chains
     * @param nanosPerIntegratedRow time of the work of one row of one of many chains where coefficients are integrated out
     */
    public record Resident(double waitPerRow, double nanosPerRow, double nanosPerIntegratedRow) {
        /** Refuses what no machine has. */
        public Resident {
            requireTimes(waitPerRow, nanosPerRow, nanosPerIntegratedRow);
        }

        /** Time of one leapfrog of every chain, in nanoseconds. */
        double nanos(int chains, Work work) {
            return work.rows() * waitPerRow + chains * work.nanosOfRows(nanosPerRow, nanosPerIntegratedRow);
        }
    }

    /** With other figures of plain Java. */
    public Calibration with(Scalar other) {
        return new Calibration(other, simd, gpu, resident);
    }

    /** With other figures of the host's vector units. */
    public Calibration with(Simd other) {
        return new Calibration(scalar, other, gpu, resident);
    }

    /** With other figures of a GPU. */
    public Calibration with(Gpu other) {
        return new Calibration(scalar, simd, other, resident);
    }

    /** With other figures of a GPU that makes transitions by itself. */
    public Calibration with(Resident other) {
        return new Calibration(scalar, simd, gpu, other);
    }

    private static void requireTimes(double... times) {
        for (double time : times) {
            if (!(time >= 0 && time < Double.POSITIVE_INFINITY)) {
                throw new InputException("a calibration has times that are finite and not negative, not " + time);
            }
        }
    }
}
