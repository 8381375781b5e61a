package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import leapfrog.model.Table;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Reads back what was spelled out: any doubles bit by bit, any text. */
final class CsvRoundTripTest {
    @Property(seed = "1", tries = 300)
    void anyDoublesComeBackBitwise(@ForAll @Size(min = 1, max = 50) List<Double> numbers) throws IOException {
        String csv = numbers.stream().map(String::valueOf).collect(Collectors.joining("\n", "x\n", "\n"));
        Table.Column.Numbers column = (Table.Column.Numbers) read(csv).find("x");
        List<Long> expected = numbers.stream().map(Double::doubleToLongBits).toList();
        List<Long> actual = new ArrayList<>();
        for (double value : column.values()) {
            actual.add(Double.doubleToLongBits(value));
        }
        assertEquals(expected, actual);
    }

    @Property(seed = "1", tries = 300)
    void anyTextComesBack(@ForAll("texts") List<String> texts) throws IOException {
        String csv = texts.stream()
                .map(text -> '"' + text.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining("\r\n", "\"x\"\r\n\"first\"\r\n", "\r\n"));
        Table.Column.Text column = (Table.Column.Text) read(csv).find("x");
        List<String> actual = new ArrayList<>(List.of(column.values()));
        assertEquals("first", actual.removeFirst());
        assertEquals(texts, actual);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .filter(text -> !List.of("", "NA", "NaN", "nan").contains(text)
                        && text.indexOf('\0') < 0
                        && text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                .list()
                .ofMaxSize(30);
    }

    @Property(seed = "1", tries = 2000)
    void decimalsAreTheNearestDouble(
            @ForAll boolean negative, @ForAll long digits, @ForAll byte point, @ForAll byte exponent) {
        String whole = Long.toUnsignedString(digits);
        int split = Math.floorMod(point, whole.length() + 1);
        String text =
                (negative ? "-" : "") + whole.substring(0, split) + "." + whole.substring(split) + "e" + exponent / 3;
        assertEquals(Double.parseDouble(text), Decimal.parse(("#" + text + "#").toCharArray(), 1, text.length() + 1));
    }

    @Example
    void noiseIsNoNumber() {
        for (String text : List.of("", "-", "+-1", "1.2.3", "1e+", "e5", ".e5", "infin", "1 2", "١")) {
            assertEquals(Double.NaN, Decimal.parse(text.toCharArray(), 0, text.length()), text);
        }
    }

    private static Table read(String csv) throws IOException {
        Path file = Files.createTempFile("round", ".csv");
        try {
            return CsvTable.read(Files.writeString(file, csv));
        } finally {
            Files.delete(file);
        }
    }
}
