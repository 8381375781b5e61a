package leapfrog.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import leapfrog.data.BatchLedger;

/** Makes tables of data sets, and reads what batches of them have written. */
final class Batches {
    private static final String FORMULA = "y ~ x + (1 | g)";
    /** Short fits, which are often bad: it is their bits that matter. */
    private static final List<String> SHORT =
            List.of("--chains", "2", "--warmup", "60", "--draws", "20", "--seed", "7");

    private Batches() {}

    /** Lines of so many data sets of 12 to 40 rows, mixed: their names, numbers that repeat, a group, and here and there nothing. */
    static List<String> lines(int sets) {
        SplittableRandom random = new SplittableRandom(6);
        List<String> lines = new ArrayList<>();
        for (int s = 0; s < sets; s++) {
            int rows = 12 + random.nextInt(29);
            for (int i = 0; i < rows; i++) {
                int g = random.nextInt(4);
                double x = random.nextInt(8) / 4.0;
                String y = i == 5 ? " NA" : Double.toString(1 + x / 2 + g / 4.0 + random.nextGaussian() / 3);
                lines.add("s%02d,%d,%s,%s,\"g, %d\"".formatted(s, s, y, x, g));
            }
        }
        for (int i = lines.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            String line = lines.get(i);
            lines.set(i, lines.get(j));
            lines.set(j, line);
        }
        return lines;
    }

    static Path table(Path file, List<String> lines) throws IOException {
        return Files.write(
                file,
                Stream.concat(Stream.of("state,code,y,x,g"), lines.stream()).toList());
    }

    static String[] arguments(Path data, Path out, String... more) {
        return Stream.of(
                        Stream.of("batch", data.toString(), FORMULA, "--out", out.toString()),
                        SHORT.stream(),
                        Stream.of(more))
                .flatMap(all -> all)
                .toArray(String[]::new);
    }

    static String[] and(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    /** All numbers of a batch but times, with all their digits, in an order of their own: of one machine, then of Spark. */
    static List<List<String>> numbers(Path ledger, String tables) {
        try (BatchLedger open = BatchLedger.existing(ledger)) {
            List<List<String>> numbers = new ArrayList<>(open.query(
                    "SELECT * EXCLUDE (seconds, recorded) FROM " + tables.formatted("fits") + " ORDER BY fit",
                    Double::toString));
            numbers.addAll(open.query(
                    "SELECT * FROM " + tables.formatted("summary") + " ORDER BY fit, parameter", Double::toString));
            return numbers;
        }
    }

    static List<List<String>> onOneMachine(Path ledger) {
        return numbers(ledger, "%s");
    }

    static List<List<String>> onSpark(Path ledger, Path out) {
        return numbers(ledger, "read_parquet('" + out + "/%s/*.parquet')");
    }
}
