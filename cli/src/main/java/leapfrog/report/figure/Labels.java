package leapfrog.report.figure;

import java.util.Locale;

/** Shortens names so that they fit beside an axis. */
final class Labels {
    private static final int LENGTH = 18;

    private Labels() {}

    static String brief(String name) {
        return name.length() <= LENGTH ? name : name.substring(0, LENGTH - 1) + "…";
    }

    /** A number with no more digits than it needs, at most four. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value).replaceFirst("0+$", "");
    }

    /** {@code 1 row}, {@code 5 rows}. */
    static String rows(int count) {
        return count + (count == 1 ? " row" : " rows");
    }
}
