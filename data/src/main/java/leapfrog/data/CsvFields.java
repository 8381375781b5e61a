package leapfrog.data;

import org.jspecify.annotations.Nullable;

/** Says what the fields of CSV files mean, by the rules of {@link CsvTable}, for those who split such files by other means. */
public final class CsvFields {
    private CsvFields() {}

    /** Whether a field stands for a missing value; null does. */
    public static boolean isMissing(@Nullable String field) {
        return field == null || isMissing(field.toCharArray(), 0, field.length());
    }

    /** Whether a field does not keep its column from being numbers: a number, or missing. */
    public static boolean isNumber(@Nullable String field) {
        return field == null || isMissing(field) || !Double.isNaN(number(field));
    }

    /** The number of a field; NaN if it is missing or none. */
    public static double number(@Nullable String field) {
        return field == null ? Double.NaN : Decimal.parse(field.toCharArray(), 0, field.length());
    }

    static boolean isMissing(char[] b, int from, int to) {
        return switch (to - from) {
            case 0 -> true;
            case 2 -> b[from] == 'N' && b[from + 1] == 'A';
            case 3 ->
                b[from] == 'N' && b[from + 1] == 'a' && b[from + 2] == 'N'
                        || b[from] == 'n' && b[from + 1] == 'a' && b[from + 2] == 'n';
            default -> false;
        };
    }
}
