package leapfrog.report.figure;

/** Shortens names so that they fit beside an axis. */
final class Labels {
    private static final int LENGTH = 18;

    private Labels() {}

    static String brief(String name) {
        return name.length() <= LENGTH ? name : name.substring(0, LENGTH - 1) + "…";
    }

    /** {@code 1 row}, {@code 5 rows}. */
    static String rows(int count) {
        return count + (count == 1 ? " row" : " rows");
    }
}
