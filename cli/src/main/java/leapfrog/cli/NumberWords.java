package leapfrog.cli;

import leapfrog.model.text.DecimalText;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of options as everybody writes them, and says what is wrong with others in words of no programming language. */
final class NumberWords {
    private NumberWords() {}

    /** Has all commands of this one read numbers so. */
    static void register(CommandLine line) {
        line.registerConverter(Integer.class, text -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE))
                .registerConverter(int.class, text -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE))
                .registerConverter(Long.class, text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE))
                .registerConverter(long.class, text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE))
                .registerConverter(Double.class, NumberWords::number)
                .registerConverter(double.class, NumberWords::number);
    }

    private static long whole(String text, long least, long most) {
        if (!text.matches("[+-]?[0-9]+")) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // It has too many digits for any.
        }
        throw new TypeConversionException("'" + text + "' is not between " + least + " and " + most);
    }

    /** That it must be a finite one is for those to say who know what it is for. */
    private static double number(String text) {
        if (text.equals("NaN")) {
            return Double.NaN;
        }
        if (!DecimalText.isDecimal(text)) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
        return DecimalText.parse(text);
    }
}
