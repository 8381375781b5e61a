package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import org.junit.jupiter.api.Test;

/** Hashes tables that are alike and that differ in one thing. */
class TableHashTest {
    private static Table table(Object... namesAndColumns) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (int k = 0; k < namesAndColumns.length; k += 2) {
            columns.put((String) namesAndColumns[k], (Column) namesAndColumns[k + 1]);
        }
        return Table.of(columns);
    }

    private static Column numbers(double... values) {
        return new Column.Numbers(values);
    }

    private static Column text(String... values) {
        return new Column.Text(values);
    }

    @Test
    void whatDiffersHasAnotherHash() {
        List<Table> different = List.of(
                table("y", numbers(1, 2)),
                table("z", numbers(1, 2)),
                table("y", numbers(2, 1)),
                table("y", numbers(1, Double.NaN)),
                table("y", numbers(1, 2, 3)),
                table("y", text("1", "2")),
                table("y", text("1", null)),
                table("y", text("1", "")),
                table("y", text("12", "")),
                table("y", numbers(1, 2), "x", numbers(3, 4)),
                table("x", numbers(3, 4), "y", numbers(1, 2)));
        assertEquals(
                different.size(),
                different.stream().map(TableHash::of).distinct().count());
    }

    @Test
    void whatIsAlikeHasTheSame() {
        assertEquals(
                1,
                Stream.of(Double.NaN, Double.longBitsToDouble(0x7ff8000000000abcL))
                        .map(nan -> TableHash.of(table("y", numbers(1, nan), "g", text("a", null))))
                        .distinct()
                        .count());
    }
}
