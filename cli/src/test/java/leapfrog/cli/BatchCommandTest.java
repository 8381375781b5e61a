package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.data.FitFolder;
import leapfrog.data.SavedFit;
import leapfrog.sample.SummaryRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs batches, and holds what they record against single fits of the same rows and seeds. */
class BatchCommandTest {
    @TempDir
    private Path folder;

    /** Kernels are compiled anew for each single fit, which takes seconds: of the fits on a device two are held against single ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--backend scalar",
                "--backend simd",
                "--backend simd --marginalize off",
                "--backend simd --marginalize off --parametrization noncentered --threads 3",
                "--backend scalar --adapt pooled --marginalize off",
                "--backend simd --family student_t",
                "--backend opencl",
                "--backend opencl-resident",
            })
    void aFitOfABatchIsTheSingleFitBitByBit(String options) throws IOException {
        Object[] more = options.split(" ");
        RequiredBackend.require(more[1].toString());
        Path data = BatchTables.states(folder, 5);
        Path out = folder.resolve("batch");
        BatchTables.run(ExitCode.DONE, data, out, more);
        List<List<String>> fits = BatchTables.query(out, "SELECT fit, seed FROM fits ORDER BY fit");
        assertEquals(5, fits.size());
        int compared = options.contains("opencl") ? 2 : fits.size();
        for (List<String> fit : fits.subList(0, compared)) {
            Path rows = rowsOf(data, fit.getFirst());
            Path single = folder.resolve("single-" + fit.getFirst());
            List<Object> arguments = new ArrayList<>(List.of("fit", rows, BatchTables.FORMULA, "--out", single));
            arguments.addAll(BatchTables.SHORT.subList(0, 6));
            arguments.addAll(List.of("--seed", fit.getLast()));
            arguments.addAll(List.of(more));
            CommandRun.of(arguments.toArray()).expect(ExitCode.DONE);
            assertEquals(
                    summary(FitFolder.read(single)),
                    BatchTables.query(
                            out,
                            "SELECT * EXCLUDE (fit) FROM summary WHERE fit = '" + fit.getFirst()
                                    + "' ORDER BY parameter"));
        }
    }

    private Path rowsOf(Path data, String state) throws IOException {
        List<String> lines = Files.readAllLines(data);
        return Tables.write(
                folder,
                state + ".csv",
                Stream.concat(Stream.of(lines.getFirst()), lines.stream().filter(line -> line.startsWith(state + ",")))
                        .toArray(String[]::new));
    }

    /** All columns, which a ledger has in the order of the record. */
    private static List<List<String>> summary(SavedFit saved) {
        return saved.summary().stream()
                .sorted(Comparator.comparing(SummaryRow::parameter))
                .map(row -> Arrays.stream(SummaryRow.class.getRecordComponents())
                        .map(column -> cell(row, column))
                        .toList())
                .toList();
    }

    private static String cell(SummaryRow row, RecordComponent column) {
        try {
            Object value = column.getAccessor().invoke(row);
            return value instanceof Double number && number.isNaN() ? "" : value.toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theNumbersDependNeitherOnThreadsNorOnWhatElseIsFitted() throws IOException {
        Path data = BatchTables.states(folder, 12);
        Path one = folder.resolve("one");
        Path three = folder.resolve("three");
        BatchTables.run(ExitCode.DONE, data, one, "--backend", "simd", "--threads", 1);
        BatchTables.run(ExitCode.DONE, data, three, "--backend", "simd", "--threads", 3);
        List<List<String>> numbers = BatchTables.numbers(one);
        assertTrue(numbers.size() > 12 * 5, () -> numbers.size() + " lines");
        assertEquals(numbers, BatchTables.numbers(three));
    }

    @Test
    void aBatchThatIsDoneSaysSoAgain() throws IOException {
        Path data = BatchTables.states(folder, 3);
        Path out = folder.resolve("batch");
        CommandRun first = BatchTables.run(ExitCode.DONE, data, out, "--backend", "scalar");
        List<List<String>> times = BatchTables.query(out, "SELECT fit, recorded FROM fits ORDER BY fit");
        CommandRun second = BatchTables.run(ExitCode.DONE, data, out);
        assertEquals(first.out(), second.out());
        assertEquals(times, BatchTables.query(out, "SELECT fit, recorded FROM fits ORDER BY fit"));
        assertEquals(
                first.out(),
                CommandRun.of("batch", "status", out).expect(ExitCode.DONE).out());
    }
}
