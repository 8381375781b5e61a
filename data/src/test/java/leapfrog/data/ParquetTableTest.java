package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads tables from Parquet files that DuckDB wrote. */
class ParquetTableTest {
    @TempDir
    private Path folder;

    @Test
    void aTableIsThatOfItsCsv() throws SQLException {
        Path csv = Path.of("radon_mn.csv");
        Path file = folder.resolve("radon.parquet");
        sql("COPY (SELECT * FROM read_csv('" + csv + "')) TO '" + file + "' (FORMAT parquet)");
        assertEquals(CsvTableTest.shown(CsvTable.read(csv)), CsvTableTest.shown(TableFile.read(file)));
        assertEquals(919, TableFile.read(file).rows());
    }

    @Test
    void whatIsTextInAnotherTableIsText() throws SQLException, IOException {
        Table other = CsvTable.read(Files.writeString(folder.resolve("other.csv"), "g,h,x\na,b,1\n"));
        Path csv = Files.writeString(folder.resolve("codes.csv"), "x,g,z,h\n1,001,7,\nNA,1e2,8,NA\n");
        assertEquals(
                "x=[1.0, NaN] g=['001', '1e2'] z=[7.0, 8.0] h=[null, null]",
                CsvTableTest.shown(TableFile.readLike(other, csv)));
        Path parquet = folder.resolve("codes.parquet");
        sql("COPY (SELECT 5 AS g, 6 AS x, '01' AS h) TO '" + parquet + "' (FORMAT parquet)");
        assertEquals("g=['5'] x=[6.0] h=['01']", CsvTableTest.shown(TableFile.readLike(other, parquet)));
    }

    @Test
    void everyTypeIsNumbersOrText() throws SQLException {
        Path file = folder.resolve("types.PARQUET");
        sql("COPY (SELECT * FROM (VALUES (1::TINYINT, 2::UBIGINT, 1.25::DECIMAL(9, 2), 'NaN'::DOUBLE, 0.5::FLOAT, true,"
                + " 'x', DATE '2026-01-02', [1, 2]), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) t(tiny,"
                + " big, money, real, small, yes, \"a \"\"b\"\"\", day, list)) TO '" + file + "' (FORMAT parquet)");
        Table table = TableFile.read(file);
        assertEquals(List.of("tiny", "big", "money", "real", "small", "yes", "a \"b\"", "day", "list"), table.names());
        assertNumbers(table, "tiny", 1);
        assertNumbers(table, "big", 2);
        assertNumbers(table, "money", 1.25);
        assertNumbers(table, "real", Double.NaN);
        assertNumbers(table, "small", 0.5);
        assertText(table, "yes", "true");
        assertText(table, "a \"b\"", "x");
        assertText(table, "day", "2026-01-02");
        assertText(table, "list", "[1, 2]");
    }

    @Test
    void aLongTableIsReadWhole() throws SQLException {
        Path file = folder.resolve("long.parquet");
        sql("COPY (SELECT range AS i, 'g' || (range % 7) AS g FROM range(300000)) TO '" + file + "' (FORMAT parquet)");
        Table table = TableFile.read(file);
        double[] i = ((Column.Numbers) table.find("i")).values();
        assertEquals(300_000, i.length);
        assertEquals(299_999, i[299_999]);
        assertEquals("g6", ((Column.Text) table.find("g")).values()[299_998 / 7 * 7 - 1]);
    }

    @Test
    void whatIsNotATableIsSaid() throws IOException, SQLException {
        assertRefused(folder.resolve("absent.parquet"), "no such file");
        assertRefused(Files.createDirectory(folder.resolve("folder.parquet")), "is not a file");
        assertRefused(Files.writeString(folder.resolve("text.parquet"), "y,x\n1,2\n"), "cannot be read as Parquet");
        Path empty = folder.resolve("empty.parquet");
        sql("COPY (SELECT 1 AS y WHERE false) TO '" + empty + "' (FORMAT parquet)");
        assertRefused(empty, "no rows");
    }

    private static void assertRefused(Path file, String why) {
        String message = String.valueOf(
                assertThrows(InputException.class, () -> TableFile.read(file)).getMessage());
        assertTrue(message.contains(file.toString()) && message.contains(why), message);
        assertEquals(1, message.lines().count());
    }

    private static void assertNumbers(Table table, String name, double first) {
        assertArrayEquals(new double[] {first, Double.NaN}, ((Column.Numbers) table.find(name)).values(), name);
    }

    private static void assertText(Table table, String name, String first) {
        assertArrayEquals(new String[] {first, null}, ((Column.Text) table.find(name)).values(), name);
    }

    private static void sql(String statement) throws SQLException {
        try (DuckDBConnection database = DuckDb.open();
                Statement query = database.createStatement()) {
            query.execute(statement);
        }
    }
}
