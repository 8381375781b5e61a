package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;

import org.jspecify.annotations.Nullable;

/** Moves points between arrays of their own and interleaved blocks: 4, 8, 16 and 32 lanes by transposes in registers where these are wide enough, others by copying. */
final class Transposes {
    private static final boolean FOUR = Lanes.PREFERRED.length() >= 4;
    /** Transposes need registers of eight doubles; emulated ones would be slow. */
    private static final boolean WIDE = Lanes.PREFERRED.length() == 8;

    private static final @Nullable Eight OF_8 = ofLanes(8);
    private static final @Nullable Eight OF_16 = ofLanes(16);
    /** Devices have such blocks. */
    private static final @Nullable Eight OF_32 = ofLanes(32);

    private Transposes() {}

    /** Moves eight points of at least eight coordinates, to or from blocks of one width. */
    interface Eight {
        /** Points from {@code first} on; in the place of those from {@code count} on stands the first of all. */
        void interleave(double[][] points, int first, int count, int n, double[] target, int at);

        /** Points from {@code first} on, all of which there are. */
        void deinterleave(double[] source, int at, double[][] points, int first, int n);
    }

    private static @Nullable Eight eight(int lanes, int n) {
        if (n < 8) {
            return null;
        }
        return switch (lanes) {
            case 8 -> OF_8;
            case 16 -> OF_16;
            case 32 -> OF_32;
            default -> null;
        };
    }

    private static @Nullable Eight ofLanes(int lanes) {
        return WIDE ? Lanes.make(Transposes8.class, Eight.class, lanes) : null;
    }

    static void interleave(double[][] points, int count, int n, double[] target, int at, int lanes) {
        if (lanes == 4 && FOUR) {
            Transposes4.interleave(points, count, n, target, at);
            return;
        }
        Eight eight = eight(lanes, n);
        if (eight != null) {
            for (int first = 0; first < lanes; first += 8) {
                eight.interleave(points, first, count, n, target, at + first);
            }
            return;
        }
        for (int lane = 0; lane < lanes; lane++) {
            double[] point = points[lane < count ? lane : 0];
            for (int d = 0; d < n; d++) {
                target[at + d * lanes + lane] = point[FIRST + d];
            }
        }
    }

    static void deinterleave(double[] source, int at, int lanes, double[][] points, int count, int n) {
        if (lanes == 4 && count == 4 && FOUR) {
            Transposes4.deinterleave(source, at, points, n);
            return;
        }
        Eight eight = eight(lanes, n);
        int full = eight == null ? 0 : count & -8;
        if (eight != null) {
            for (int first = 0; first < full; first += 8) {
                eight.deinterleave(source, at + first, points, first, n);
            }
        }
        for (int lane = full; lane < count; lane++) {
            double[] point = points[lane];
            for (int d = 0; d < n; d++) {
                point[FIRST + d] = source[at + d * lanes + lane];
            }
        }
    }
}
