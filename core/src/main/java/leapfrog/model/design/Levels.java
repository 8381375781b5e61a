package leapfrog.model.design;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import leapfrog.model.Design.Factor;
import leapfrog.model.InputException;
import leapfrog.model.Table.Column;
import org.jspecify.annotations.Nullable;

/** Finds the levels of columns and of combinations of columns. */
final class Levels {
    private static final int MOST_COMBINATIONS = 10_000_000;
    /** From 2⁵³ on whole numbers that differ are the same double. */
    private static final double MOST_TOLD_APART = 0x1p53;

    private Levels() {}

    /**
     * The levels that occur in these rows: text by code point, numbers by value.
     *
     * @throws InputException if a number is so large that others are not told from it
     */
    static Factor of(String name, Column column, int[] rows) {
        return switch (column) {
            case Column.Text(@Nullable String[] values) -> ofText(name, values, rows);
            case Column.Numbers(double[] values) -> ofNumbers(name, values, rows);
        };
    }

    private static Factor ofText(String name, @Nullable String[] values, int[] rows) {
        TreeSet<String> sorted = new TreeSet<>(BY_CODE_POINT);
        for (int row : rows) {
            sorted.add(present(values[row]));
        }
        List<String> levels = List.copyOf(sorted);
        int[] level = new int[rows.length];
        for (int i = 0; i < level.length; i++) {
            level[i] = Collections.binarySearch(levels, present(values[rows[i]]), BY_CODE_POINT);
        }
        return new Factor(name, levels, level);
    }

    private static String present(@Nullable String value) {
        if (value == null) {
            throw new IllegalStateException("a used row has a missing value");
        }
        return value;
    }

    private static Factor ofNumbers(String name, double[] values, int[] rows) {
        double[] used = new double[rows.length];
        for (int i = 0; i < used.length; i++) {
            used[i] = values[rows[i]] + 0.0; // −0 is 0
            if (Math.abs(used[i]) >= MOST_TOLD_APART && Double.isFinite(used[i])) {
                throw new InputException("column '" + name + "' has the value " + used[i] + " in row " + (rows[i] + 1)
                        + "; as numbers, levels from 9007199254740992 on are not told apart by their last digits;"
                        + " write them as text, with a letter before each, as id" + (long) MOST_TOLD_APART);
            }
        }
        double[] sorted = Arrays.stream(used).sorted().distinct().toArray();
        int[] level = new int[rows.length];
        for (int i = 0; i < level.length; i++) {
            level[i] = Arrays.binarySearch(sorted, used[i]);
        }
        return new Factor(name, Arrays.stream(sorted).mapToObj(Levels::number).toList(), level);
    }

    /** A number as levels show it: 2 rather than 2.0. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /**
     * The combinations of several factors, the last one varying fastest.
     *
     * @param crossed true for all combinations, false for those that occur
     * @throws InputException if there are too many, or two would have the same name
     */
    static Factor combine(String name, List<Factor> parts, boolean crossed) {
        Factor combined =
                new Factor(name, parts.getFirst().levels(), parts.getFirst().level());
        for (Factor part : parts.subList(1, parts.size())) {
            combined = combine(name, combined, part, crossed);
        }
        String repeated = repeated(combined.levels());
        if (repeated != null) {
            throw new InputException("two combinations of levels of " + name + " are both called '" + repeated
                    + "'; write ':' in their names in another way");
        }
        return combined;
    }

    private static Factor combine(String name, Factor outer, Factor inner, boolean crossed) {
        int innerLevels = inner.levels().size();
        long combinations = (long) outer.levels().size() * innerLevels;
        long[] codes = new long[outer.level().length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (long) outer.level()[i] * innerLevels + inner.level()[i];
        }
        if (crossed && combinations > MOST_COMBINATIONS) {
            throw new InputException(name + " would have " + combinations + " combinations of levels; at most "
                    + MOST_COMBINATIONS + " are made (a group term keeps only those that occur)");
        }
        long[] kept = crossed
                ? LongStream.range(0, combinations).toArray()
                : Arrays.stream(codes).sorted().distinct().toArray();
        int[] level = new int[codes.length];
        for (int i = 0; i < level.length; i++) {
            level[i] = Arrays.binarySearch(kept, codes[i]);
        }
        List<String> levels = Arrays.stream(kept)
                .mapToObj(code -> outer.levels().get((int) (code / innerLevels))
                        + ':'
                        + inner.levels().get((int) (code % innerLevels)))
                .toList();
        return new Factor(name, levels, level);
    }

    private static @Nullable String repeated(List<String> levels) {
        Set<String> seen = HashSet.newHashSet(levels.size());
        for (String level : levels) {
            if (!seen.add(level)) {
                return level;
            }
        }
        return null;
    }

    /** Orders text by code points, which differs from the order of UTF-16 units above U+FFFF. */
    static final Comparator<String> BY_CODE_POINT = (a, b) -> {
        int at = 0;
        while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        if (at == a.length() || at == b.length()) {
            return Integer.compare(a.length(), b.length());
        }
        boolean inPair = at > 0
                && Character.isHighSurrogate(a.charAt(at - 1))
                && (Character.isLowSurrogate(a.charAt(at)) || Character.isLowSurrogate(b.charAt(at)));
        int from = inPair ? at - 1 : at;
        return Integer.compare(a.codePointAt(from), b.codePointAt(from));
    };
}
