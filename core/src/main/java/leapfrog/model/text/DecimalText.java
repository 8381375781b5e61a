package leapfrog.model.text;

import java.util.regex.Pattern;

/** Says which text spells a number: 2, -.5, 6e-3, but neither 2d nor 0x2p1, which Java reads too. */
public final class DecimalText {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

    private DecimalText() {}

    /** Whether {@link Double#parseDouble} reads it, and so does everybody else; its value may be too large for a double. */
    public static boolean isDecimal(String text) {
        return DECIMAL.matcher(text).matches();
    }

    /** Whether columns of a CSV file may be numbers with it: a decimal number or an infinity. */
    public static boolean isNumber(String text) {
        return isDecimal(text) || INFINITE.matcher(text).matches();
    }

    /**
     * The number that is spelled.
     *
     * @throws NumberFormatException if it is no decimal number
     */
    public static double parse(String text) {
        if (!isDecimal(text)) {
            throw new NumberFormatException("'" + text + "' is not a number");
        }
        return Double.parseDouble(text);
    }
}
