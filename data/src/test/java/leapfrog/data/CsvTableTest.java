package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Collectors;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads small files, good and bad, and the bundled one. */
final class CsvTableTest {
    @TempDir
    private Path folder;

    /** All columns as {@code name=[values]}; text in quotes, so that 1 and "1" differ. */
    static String shown(Table table) {
        return table.names().stream()
                .map(name -> name + "="
                        + switch (table.find(name)) {
                            case Table.Column.Numbers(double[] values) -> Arrays.toString(values);
                            case Table.Column.Text(String[] values) ->
                                Arrays.stream(values)
                                        .map(value -> value == null ? "null" : "'" + value + "'")
                                        .collect(Collectors.joining(", ", "[", "]"));
                            case null -> "absent";
                        })
                .collect(Collectors.joining(" "));
    }

    static Arguments[] tables() {
        return new Arguments[] {
            Arguments.of("a,b\n1,x\n-2.5e1,y\n", "a=[1.0, -25.0] b=['x', 'y']"),
            Arguments.of("a,b\r\n1,x\r\n2,y", "a=[1.0, 2.0] b=['x', 'y']"),
            Arguments.of("a,b\r1,x\r", "a=[1.0] b=['x']"),
            Arguments.of("\uFEFF\"a\",b\n\"1\",2\n", "a=[1.0] b=[2.0]"),
            Arguments.of("a,b,c\n,NA,NaN\nnan,,1\n", "a=[NaN, NaN] b=[NaN, NaN] c=[NaN, 1.0]"),
            Arguments.of("a\nx\nNA\n\"\"\nna\n", "a=['x', null, null, 'na']"),
            Arguments.of("a\n007\n1.50\n \nx\n", "a=['007', '1.50', null, 'x']"),
            Arguments.of("a,b\ninf,+Infinity\n-Inf,-INFINITY\n", "a=[Infinity, -Infinity] b=[Infinity, -Infinity]"),
            Arguments.of("a\n-0\n.5\n5.\n1e400\n1e-400\n", "a=[-0.0, 0.5, 5.0, Infinity, 0.0]"),
            Arguments.of("a\n1d\n", "a=['1d']"),
            Arguments.of("a\n0x1p3\n", "a=['0x1p3']"),
            Arguments.of("a\n1e\n", "a=['1e']"),
            Arguments.of("a\n+\n.\n", "a=['+', '.']"),
            Arguments.of("a\n1_000\n", "a=['1_000']"),
            Arguments.of("a , b\n 1 , x y \n", "a=[1.0] b=['x y']"),
            Arguments.of("a,b\n\" x \",\"p,\"\"q\"\"\nr\"\n", "a=[' x '] b=['p,\"q\"\nr']"),
            Arguments.of("a,b\n\n1,2\n\n\n3,4\n", "a=[1.0, 3.0] b=[2.0, 4.0]"),
            Arguments.of("größe,🐸\n1,ä\n", "größe=[1.0] 🐸=['ä']"),
            Arguments.of("\"a;b\"\n1\n", "a;b=[1.0]"),
            Arguments.of("a\n123456789012345678901234567890\n", "a=[1.2345678901234568E29]"),
        };
    }

    @ParameterizedTest
    @MethodSource("tables")
    void readsColumns(String content, String expected) throws IOException {
        assertEquals(expected, shown(CsvTable.read(file(content, StandardCharsets.UTF_8))));
    }

    static Arguments[] errors() {
        return new Arguments[] {
            Arguments.of("", "FILE is empty; a header line with the columns' names and rows below it are needed"),
            Arguments.of("\n\n", "FILE is empty; a header line with the columns' names and rows below it are needed"),
            Arguments.of("a,b\n", "FILE has a header but no rows"),
            Arguments.of("a,b\n1,2\n\n3\n", "FILE, line 4: 1 field, but the header names 2 columns"),
            Arguments.of("a,b\n\"1\n\n\",2\n1,2,3\n", "FILE, line 5: 3 fields, but the header names 2 columns"),
            Arguments.of("a,b,a\n1,2,3\n", "FILE, line 1: columns 1 and 3 are both named 'a'; names must differ"),
            Arguments.of("a, ,b\n1,2,3\n", "FILE, line 1: column 2 has no name; every column needs one"),
            Arguments.of(
                    "a;b\n1;2\n",
                    "FILE, line 1: 'a;b' is one column; fields must be separated by commas, not by semicolons or tabs"),
            Arguments.of(
                    "a,b\n1,2\n3,\"x\n4,5\n",
                    "FILE, line 3: the record that begins here is not CSV: a quote is left open or followed by text; a"
                            + " quoted field is \"…\", with each quote inside it doubled"),
            Arguments.of("a\nx\ny\0\n", "FILE, line 3: a field holds a NUL character; the file must be UTF-8 text"),
        };
    }

    @ParameterizedTest
    @MethodSource("errors")
    void saysWhatIsWrongAndWhere(String content, String message) throws IOException {
        Path file = file(content, StandardCharsets.UTF_8);
        assertEquals(message.replace("FILE", file.toString()), message(file));
    }

    @Test
    void otherKindsOfFilesAreNamed() throws IOException {
        Path wide = file("y,x\n1,2\n", StandardCharsets.UTF_16);
        assertEquals(
                wide + ": UTF-16 text; convert the file, for example with iconv -f utf-16 -t utf-8", message(wide));
        Path packed = folder.resolve("packed.csv");
        Files.write(packed, new byte[] {0x1f, (byte) 0x8b, 8, 0, (byte) 0xff});
        assertEquals(packed + ": a gzip file; unpack it, for example with gunzip", message(packed));
    }

    @Test
    void otherEncodingsAreErrors() throws IOException {
        String right = "not UTF-8 text; convert the file, for example with iconv -f latin1 -t utf-8";
        Path latin = file("a\nok\nbäd\n", StandardCharsets.ISO_8859_1);
        assertEquals(latin + ", line 3: " + right, message(latin));
    }

    @Test
    void whatIsNotAFileIsAnError() {
        assertEquals("no such file: '" + folder.resolve("x.csv") + "'", message(folder.resolve("x.csv")));
        assertEquals("'" + folder + "' is a folder; a CSV file is needed", message(folder));
    }

    @Test
    void anUnreadableFileIsAnError() throws IOException {
        Path file = file("a\n1\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertEquals("'" + file + "' cannot be read: permission denied", message(file));
    }

    @Test
    void theBundledRadonSurveyHas919HousesIn85Counties() {
        Table radon = CsvTable.read(Path.of("radon_mn.csv"));
        assertEquals(
                "[county, county_code, floor, log_radon, log_uranium]",
                radon.names().toString());
        assertEquals(919, radon.rows());
        Table.Column.Text county = (Table.Column.Text) radon.find("county");
        assertEquals(85, Arrays.stream(county.values()).distinct().count());
        assertEquals(153, Arrays.stream(numbers(radon, "floor")).sum());
        double[] logRadon = numbers(radon, "log_radon");
        assertArrayEquals(
                Arrays.stream(logRadon)
                        .map(value -> Math.log(Math.round((Math.exp(value) - 0.1) * 10) / 10.0 + 0.1))
                        .toArray(),
                logRadon,
                1e-14,
                "log(activity + 0.1), activity given to one decimal");
    }

    private static double[] numbers(Table table, String name) {
        return ((Table.Column.Numbers) table.find(name)).values();
    }

    private Path file(String content, Charset charset) throws IOException {
        return Files.write(folder.resolve("t.csv"), content.getBytes(charset));
    }

    private static String message(Path file) {
        return assertThrows(InputException.class, () -> CsvTable.read(file)).getMessage();
    }
}
