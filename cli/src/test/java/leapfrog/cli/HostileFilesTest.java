package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs batches of files that somebody damaged, and of data sets with names that nobody would give: into a ledger, on real backends. */
class HostileFilesTest {
    private static final int FILES = 300;
    private static final List<String> CELLS = List.of(
            "NaN",
            "Inf",
            "-inf",
            "1e308",
            "1e309",
            "1e-320",
            "-0",
            "",
            "NA",
            "\"\"",
            "\"a\"\"b\"",
            "'",
            "1,5",
            "0x1p3",
            "\u0000",
            "🜂",
            "TRUE",
            " 1 ",
            "1e",
            "--1",
            "\"1\n2\"");
    private static final List<String> NAMES = List.of(
            "'",
            "\"\"\"\"",
            "\";DROP TABLE fits;--\"",
            "..",
            "a/b",
            "\"a,b\"",
            "\"line\nbreak\"",
            "🜂",
            "\u0001",
            "%s",
            "#",
            "set\\",
            "CON",
            "-",
            "1e5",
            "\"  padded  \"",
            "é",
            "e\u0301");

    @TempDir
    private Path folder;

    private static String header(SplittableRandom random) {
        return switch (random.nextInt(20)) {
            case 0 -> "y,x";
            case 1 -> "y,y,x,g";
            case 2 -> "\uFEFFy,x,g";
            case 3 -> "Y;X;G";
            case 4 -> "";
            default -> "y,x,g";
        };
    }

    private static String cell(SplittableRandom random, boolean odd) {
        return odd && random.nextInt(3) == 0
                ? CELLS.get(random.nextInt(CELLS.size()))
                : Double.toString(random.nextInt(8) / 4.0);
    }

    private static byte[] file(SplittableRandom random) {
        boolean odd = random.nextBoolean();
        String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
        StringBuilder text = new StringBuilder(header(random)).append(end);
        int rows = random.nextInt(3) == 0 ? random.nextInt(3) : 6 + random.nextInt(20);
        for (int row = 0; row < rows; row++) {
            text.append(cell(random, odd)).append(',').append(cell(random, odd));
            text.append(",g").append(random.nextInt(4));
            if (odd && random.nextInt(20) == 0) {
                text.append(random.nextBoolean() ? ",5" : "\"");
            }
            text.append(end);
        }
        Charset charset = random.nextInt(12) == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        byte[] bytes = text.toString().getBytes(charset);
        return switch (random.nextInt(16)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> flipped(bytes, random);
            case 2 -> noise(random);
            default -> bytes;
        };
    }

    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        for (int k = 0; k < 3 && bytes.length > 0; k++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] noise(SplittableRandom random) {
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        for (int k = random.nextInt(200); k > 0; k--) {
            noise.write(random.nextInt(256));
        }
        return noise.toByteArray();
    }

    private void requireRows(Path out, int least, int most) {
        List<List<String>> own = BatchTables.query(
                out, "SELECT fit, message FROM fits WHERE message LIKE '%error in leapfrog itself%' ORDER BY fit");
        assertEquals(List.of(), own);
        int failed = Integer.parseInt(BatchTables.query(out, "SELECT count(*) FROM fits WHERE status = 'failed'")
                .getFirst()
                .getFirst());
        assertTrue(failed >= least && failed <= most, failed + " failed: the data are not what they should be");
        assertEquals(
                "0",
                BatchTables.query(
                                out, "SELECT count(*) FROM fits WHERE status = 'failed' AND coalesce(message, '') = ''")
                        .getFirst()
                        .getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "simd"})
    void everyFileGetsItsRow(String backend) throws IOException {
        SplittableRandom random = new SplittableRandom(20261123);
        Path files = Files.createDirectory(folder.resolve("files"));
        for (int k = 0; k < FILES; k++) {
            Files.write(files.resolve("set%03d.csv".formatted(k)), file(random));
        }
        Path out = folder.resolve("batch");
        Object[] command = {
            "batch",
            files,
            "y ~ x + (1 | g)",
            "--out",
            out,
            "--chains",
            1,
            "--warmup",
            6,
            "--draws",
            4,
            "--max-depth",
            4,
            "--backend",
            backend
        };
        CommandRun run = CommandRun.of(command).expect(ExitCode.DONE);
        assertTrue(run.out().contains(FILES + " of " + FILES + " recorded"), run.out());
        requireRows(out, FILES / 4, FILES * 3 / 4);
        List<List<String>> numbers = BatchTables.numbers(out);
        CommandRun.of(command).expect(ExitCode.DONE);
        assertEquals(numbers, BatchTables.numbers(out));
        CommandRun.of("batch", "status", out).expect(ExitCode.DONE);
        CommandRun.of("batch", "summary", out).expect(ExitCode.DONE);
    }

    @Test
    void everyNameIsARowOfItsOwn() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder text = new StringBuilder("y,x,g,\"the 'set'\"\n");
        for (int row = 0; row < 40; row++) {
            for (String name : NAMES) {
                text.append(random.nextGaussian()).append(',').append(random.nextInt(3));
                text.append(",g")
                        .append(random.nextInt(4))
                        .append(',')
                        .append(name)
                        .append('\n');
            }
        }
        Path data = Files.writeString(folder.resolve("named.csv"), text);
        Path out = folder.resolve("batch");
        CommandRun.of(
                        "batch",
                        data,
                        "y ~ x + (1 | g)",
                        "--by",
                        "the 'set'",
                        "--out",
                        out,
                        "--chains",
                        1,
                        "--warmup",
                        60,
                        "--draws",
                        4,
                        "--keep-draws",
                        4)
                .expect(ExitCode.DONE);
        requireRows(out, 0, 0);
        List<List<String>> fits = BatchTables.query(out, "SELECT fit FROM fits ORDER BY fit");
        TreeSet<String> names = new TreeSet<>();
        for (String name : NAMES) {
            names.add(
                    name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name);
        }
        assertEquals(names, new TreeSet<>(fits.stream().map(List::getFirst).toList()));
        assertEquals(names.size(), fits.size());
        CommandRun.of("batch", "status", out).expect(ExitCode.DONE);
        CommandRun.of("batch", "summary", out).expect(ExitCode.DONE);
    }
}
