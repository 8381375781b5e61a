package leapfrog.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leapfrog.batch.FitRecord;
import leapfrog.sample.SummaryRow;
import org.jspecify.annotations.Nullable;

/** Says what the rows of a batch's tables are, in a {@link BatchLedger} and for those who keep them elsewhere. */
public final class LedgerRows {
    /** Those of a {@link SummaryRow}, but for its parameter. */
    private static final List<Number> NUMBERS = List.of(
            new Number("mean", SummaryRow::mean),
            new Number("sd", SummaryRow::sd),
            new Number("q5", SummaryRow::q5),
            new Number("q25", SummaryRow::q25),
            new Number("q50", SummaryRow::q50),
            new Number("q75", SummaryRow::q75),
            new Number("q95", SummaryRow::q95),
            new Number("mcse_mean", SummaryRow::mcseMean),
            new Number("mcse_sd", SummaryRow::mcseSd),
            new Number("ess_bulk", SummaryRow::essBulk),
            new Number("ess_tail", SummaryRow::essTail),
            new Number("rhat", SummaryRow::rhat),
            new Number("rhat_nested", SummaryRow::rhatNested));

    private LedgerRows() {}

    /**
     * A column of a table.
     *
     * @param type in SQL: VARCHAR, BOOLEAN, INTEGER, BIGINT, DOUBLE or TIMESTAMP
     */
    public record Column(String name, String type) {}

    private record Number(String name, ToDoubleFunction<SummaryRow> value) {}

    /** The columns of the table {@code fits}; the first is the fit's name. */
    public static List<Column> fitColumns() {
        return Arrays.stream(FitColumn.values())
                .map(column -> new Column(column.title(), column.type()))
                .toList();
    }

    /** The row of a fit in the table {@code fits}; null where it has no value. */
    public static @Nullable Object[] fit(FitRecord record) {
        return Arrays.stream(FitColumn.values())
                .map(column -> column.value(record))
                .toArray();
    }

    /** The columns of the table {@code summary} behind the first, which is the fit's name. */
    public static List<Column> summaryColumns() {
        return Stream.concat(
                        Stream.of(new Column("parameter", "VARCHAR")),
                        NUMBERS.stream().map(number -> new Column(number.name(), "DOUBLE")))
                .toList();
    }

    /** What CREATE TABLE takes of the columns of numbers in the table {@code summary}. */
    static String numberDeclarations() {
        return NUMBERS.stream().map(number -> number.name() + " DOUBLE").collect(Collectors.joining(", "));
    }

    /** The numbers of a row of the table {@code summary}, in the order of its columns; NaN where one is none. */
    static double[] numbers(SummaryRow row) {
        return NUMBERS.stream()
                .mapToDouble(number -> number.value().applyAsDouble(row))
                .toArray();
    }

    /** The rows of a fit in the table {@code summary}, without its name; null where a number is none. */
    public static List<@Nullable Object[]> summary(FitRecord record) {
        return record instanceof FitRecord.Fitted fitted
                ? fitted.summary().stream().map(LedgerRows::row).toList()
                : List.of();
    }

    private static @Nullable Object[] row(SummaryRow row) {
        Stream<@Nullable Object> numbers =
                Arrays.stream(numbers(row)).mapToObj(value -> Double.isNaN(value) ? null : value);
        return Stream.concat(Stream.of(row.parameter()), numbers).toArray();
    }
}
