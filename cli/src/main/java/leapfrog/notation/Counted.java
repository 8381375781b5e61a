package leapfrog.notation;

/** Writes a number of things. */
public final class Counted {
    private Counted() {}

    /** {@code 1 row}, {@code 5 rows}. */
    public static String of(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
