package leapfrog.data;

import java.util.Locale;

/**
 * Reads decimal numbers to the nearest double, as {@link Double#parseDouble} does.
 *
 * <p>With at most 15 significant digits d and |e| ≤ 22 both d and 10^|e| are doubles, so that one multiplication or division
 * rounds right (Clinger 1990, doi:10.1145/93542.93557); the others are left to {@link Double#parseDouble}.
 */
final class Decimal {
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT = 1L << 53;

    private Decimal() {}

    /** The number that {@code text[from, to)} spells, an infinity included; NaN if it spells none. */
    static double parse(char[] text, int from, int to) {
        int at = from;
        boolean negative = false;
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            negative = text[at] == '-';
            at++;
        }
        int start = at;
        long digits = 0;
        int significant = 0;
        int exponent = 0;
        boolean point = false;
        int seen = 0;
        for (; at < to; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9') {
                seen++;
                if (significant > 0 || c != '0') {
                    significant++;
                }
                if (significant <= 18) {
                    digits = 10 * digits + (c - '0');
                }
                if (point) {
                    exponent--;
                }
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (seen == 0) {
            return infinity(text, start, to, negative);
        }
        if (at < to) {
            int written = exponent(text, at, to);
            if (written == Integer.MIN_VALUE) {
                return Double.NaN;
            }
            exponent += written;
        }
        if (significant > 18 || digits > EXACT || exponent < -22 || exponent > 22) {
            return Double.parseDouble(new String(text, from, to - from));
        }
        double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
        return negative ? -value : value;
    }

    /** The exponent written as {@code e-12}, cut to ±99,999; MIN_VALUE if it is malformed. */
    private static int exponent(char[] text, int from, int to) {
        int at = from + 1;
        boolean negative = false;
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            negative = text[at] == '-';
            at++;
        }
        if ((text[from] | 0x20) != 'e' || at == to) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; at < to; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return Integer.MIN_VALUE;
            }
            value = Math.min(99_999, 10 * value + (text[at] - '0'));
        }
        return negative ? -value : value;
    }

    private static double infinity(char[] text, int from, int to, boolean negative) {
        int length = to - from;
        if (length != 3 && length != 8
                || !"infinity".startsWith(new String(text, from, length).toLowerCase(Locale.ROOT))) {
            return Double.NaN;
        }
        return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
}
