package leapfrog.report;

import java.util.Locale;

/** Writes estimates with as many digits as their Monte Carlo errors allow. */
public final class Decimals {
    private Decimals() {}

    /** As many decimals as show two digits of the Monte Carlo error, at most eight; three where the error is not known. */
    public static String of(double value, double error) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        double magnitude = Math.abs(value);
        if (magnitude >= 1e7 || magnitude > 0 && magnitude < 1e-5) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        boolean known = error > 0 && Double.isFinite(error);
        int decimals = known ? (int) Math.clamp(Math.ceil(-Math.log10(error)) + 1, 0, 8) : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Without decimals. */
    public static String whole(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.0f", value) : "NaN";
    }

    /** With three decimals, as R-hat is written. */
    public static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
