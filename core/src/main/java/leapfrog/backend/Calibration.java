package leapfrog.backend;

import leapfrog.model.InputException;

/** Holds what a gradient costs on each kind of hardware, for choosing among backends by a pure function. Nothing is timed in a fit. */
public record Calibration(Scalar scalar, Simd simd, Gpu gpu) {
    /** Gradients a transition, of a tree of depth 4: what a well-scaled posterior takes. */
    private static final double GRADIENTS = 15;
    /** From so many rows on the host's vector units share them out. */
    private static final double MANY_ROWS = 1 << 17;

    /**
     * What is assumed where nobody measured. On a 2-core EPYC with AVX-512, radon at dimension 175: plain Java takes 6.3 µs for 919 rows
     * and 1.4 µs for 145 cells (a fifth is added here, for a process that is not warm); vector kernels take one to two seconds to be
     * compiled, then 1.3 µs for 4 chains × 919 rows and 2.2 µs for 16. Not measured: a GPU of 200 rows a nanosecond, 20 GB/s over the bus
     * (16 bytes a coordinate), 40 µs a batch.
     */
    public static final Calibration SHIPPED =
            new Calibration(new Scalar(7.75, 3.3), new Simd(1.5, 1.8, 8), new Gpu(0.005, 0.8, 40_000));

    /**
     * Plain Java on one core.
     *
     * @param nanosPerRow time of one row of one chain
     * @param nanosPerCoordinate time of one coordinate of one chain
     */
    public record Scalar(double nanosPerRow, double nanosPerCoordinate) {
        /** Refuses what no machine has. */
        public Scalar {
            requireTimes(nanosPerRow, nanosPerCoordinate);
        }

        /** Expected seconds of sampling. */
        double seconds(int chains, long transitions, double rows, double dimension, int threads) {
            double nanos = rows * nanosPerRow + dimension * nanosPerCoordinate;
            return 1e-9 * GRADIENTS * transitions * Math.ceilDiv(chains, threads) * nanos;
        }
    }

    /**
     * The host's vector units.
     *
     * @param startSeconds what the vector kernels cost before they are compiled
     * @param nanosPerRow time of one row of one block of chains on one core
     * @param lanes chains a block
     */
    public record Simd(double startSeconds, double nanosPerRow, int lanes) {
        /** Refuses what no machine has. */
        public Simd {
            requireTimes(startSeconds, nanosPerRow);
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

        /** Time of one gradient of every chain, in nanoseconds, each thread with chains of its own. */
        double nanos(int chains, double rows, int threads) {
            return Math.ceilDiv(Math.ceilDiv(chains, threads), lanes) * rows * nanosPerRow;
        }

        /** The same where threads share out the rows of all chains. */
        double nanosByRows(int chains, double rows, int threads) {
            return Math.ceilDiv(chains, lanes) * rows * nanosPerRow / threads;
        }

        /** Whether they do: with many rows, and chains that would leave some of them idle. */
        boolean byRows(int chains, double rows, int threads) {
            return threads > 1 && rows >= MANY_ROWS && chains < threads * lanes;
        }
    }

    /**
     * A whole GPU.
     *
     * @param nanosPerRow time of one row of one chain
     * @param nanosPerCoordinate time of moving one coordinate of one chain to the GPU and its derivative back
     * @param launchNanos fixed time of one batch: launches and waiting
     */
    public record Gpu(double nanosPerRow, double nanosPerCoordinate, double launchNanos) {
        /** Refuses what no machine has. */
        public Gpu {
            requireTimes(nanosPerRow, nanosPerCoordinate, launchNanos);
        }

        /** Time of one gradient of every chain, in nanoseconds. */
        double nanos(int chains, double rows, double dimension) {
            return launchNanos + chains * (rows * nanosPerRow + dimension * nanosPerCoordinate);
        }
    }

    /** With other figures of plain Java. */
    public Calibration with(Scalar other) {
        return new Calibration(other, simd, gpu);
    }

    /** With other figures of the host's vector units. */
    public Calibration with(Simd other) {
        return new Calibration(scalar, other, gpu);
    }

    /** With other figures of a GPU. */
    public Calibration with(Gpu other) {
        return new Calibration(scalar, simd, other);
    }

    private static void requireTimes(double... times) {
        for (double time : times) {
            if (!(time >= 0 && time < Double.POSITIVE_INFINITY)) {
                throw new InputException("a calibration has times that are finite and not negative, not " + time);
            }
        }
    }
}
