package leapfrog.data;

import java.util.Arrays;
import leapfrog.model.Table;
import org.jspecify.annotations.Nullable;

/** Grows one column field by field: numbers until a field is not one, then text. */
final class CsvColumn {
    private static final int CACHE = 1 << 10;

    private enum Kind {
        NUMBERS,
        TEXT,
        /** Text after numbers whose spelling is gone: to be read again. */
        LOST_TEXT,
        /** Known from an earlier reading. */
        IGNORED
    }

    private Kind kind;
    private boolean hasNumber;
    private int rows;
    private double[] numbers = new double[0];
    private @Nullable String[] text = new String[0];
    private @Nullable String @Nullable [] cache;

    private CsvColumn(Kind kind) {
        this.kind = kind;
    }

    /** A column whose type shows from its fields. */
    static CsvColumn detecting(int index) {
        return new CsvColumn(Kind.NUMBERS);
    }

    /** A column for a second reading, whose fields are text. */
    static CsvColumn ofText() {
        return new CsvColumn(Kind.TEXT);
    }

    /** A column for a second reading that is known from the first one. */
    static CsvColumn ignored() {
        return new CsvColumn(Kind.IGNORED);
    }

    /**
     * Whether the column is to be read again as text.
     *
     * @param wanted whether it is text even if all its fields are numbers
     */
    boolean needsText(boolean wanted) {
        return kind == Kind.LOST_TEXT || wanted && kind == Kind.NUMBERS;
    }

    /** @throws IllegalArgumentException if the field holds NUL, which no text does */
    void add(char[] buffer, int from, int to) {
        if (kind == Kind.NUMBERS) {
            addNumber(buffer, from, to);
        } else if (kind == Kind.TEXT) {
            addText(CsvFields.isMissing(buffer, from, to) ? null : shared(buffer, from, to));
        }
    }

    private void addNumber(char[] buffer, int from, int to) {
        double value = Double.NaN;
        if (!CsvFields.isMissing(buffer, from, to)) {
            value = Decimal.parse(buffer, from, to);
            if (Double.isNaN(value)) {
                becomeText(buffer, from, to);
                return;
            }
            hasNumber = true;
        }
        if (rows == numbers.length) {
            numbers = Arrays.copyOf(numbers, longer(rows));
        }
        numbers[rows++] = value;
    }

    private void becomeText(char[] buffer, int from, int to) {
        numbers = new double[0];
        if (hasNumber) {
            kind = Kind.LOST_TEXT;
        } else {
            kind = Kind.TEXT;
            text = new String[longer(rows)];
            addText(shared(buffer, from, to));
        }
    }

    private void addText(@Nullable String value) {
        if (rows == text.length) {
            text = Arrays.copyOf(text, longer(rows));
        }
        text[rows++] = value;
    }

    private static int longer(int length) {
        return Math.max(1024, Math.addExact(length, length));
    }

    /** Levels repeat: most fields find their text here, and the column holds few strings. */
    private String shared(char[] buffer, int from, int to) {
        if (cache == null) {
            cache = new String[CACHE];
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + buffer[i];
        }
        int slot = (hash ^ hash >>> 15) & CACHE - 1;
        String known = cache[slot];
        if (known == null || !equals(known, buffer, from, to)) {
            known = new String(buffer, from, to - from);
            if (known.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a field holds a NUL character; the file must be UTF-8 text");
            }
            cache[slot] = known;
        }
        return known;
    }

    private static boolean equals(String text, char[] buffer, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != buffer[i]) {
                return false;
            }
        }
        return true;
    }

    Table.Column finish() {
        return kind == Kind.NUMBERS
                ? new Table.Column.Numbers(Arrays.copyOf(numbers, rows))
                : new Table.Column.Text(Arrays.copyOf(text, rows));
    }
}
