package leapfrog.batch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Derives the seed of a fit from the batch's seed and the fit's name, so that it depends on nothing else of the batch: not on what is fitted
 * besides it, nor in which order.
 */
public final class FitSeed {
    /** Hexadecimal digits: 52 bits, which JSON and doubles hold exactly. */
    private static final int DIGITS = 13;

    private FitSeed() {}

    /** The first 13 hexadecimal digits of {@code printf '%s\n%s' SEED NAME | sha256sum}, as a number. */
    public static long of(long seed, String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest((seed + "\n" + name).getBytes(StandardCharsets.UTF_8));
            long bits = 0;
            for (int k = 0; k < Long.BYTES; k++) {
                bits = bits << Byte.SIZE | (hash[k] & 0xff);
            }
            return bits >>> Long.SIZE - 4 * DIGITS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
