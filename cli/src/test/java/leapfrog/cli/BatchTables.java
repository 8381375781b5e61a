package leapfrog.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import leapfrog.data.BatchLedger;

/** Writes a table of several data sets, and reads what a batch has made of them. */
final class BatchTables {
    /** The formula of {@link #states}. */
    static final String FORMULA = "y ~ x + (1 | g)";

    /** Short fits, which are often bad: it is their bits that matter. */
    static final List<Object> SHORT = List.of("--chains", 2, "--warmup", 60, "--draws", 20, "--seed", 7);

    private BatchTables() {}

    /** So many data sets "s00", "s01", … of 12 to 40 rows in 3 to 7 groups each, in one table, their rows mixed. */
    static Path states(Path folder, int count) throws IOException {
        SplittableRandom random = new SplittableRandom(6);
        List<String> lines = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            int rows = 12 + random.nextInt(29);
            int groups = 3 + random.nextInt(5);
            for (int i = 0; i < rows; i++) {
                int g = random.nextInt(groups);
                double x = random.nextInt(8) / 4.0;
                double y = 1 + x / 2 + g / 4.0 + random.nextGaussian() / 3;
                lines.add(String.format("s%02d,%s,%s,g%d", s, y, x, g));
            }
        }
        for (int i = lines.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            String line = lines.get(i);
            lines.set(i, lines.get(j));
            lines.set(j, line);
        }
        lines.addFirst("state,y,x,g");
        return Tables.write(folder, "states.csv", lines.toArray(String[]::new));
    }

    /** A batch by state, which must end so; later options come after {@link #SHORT}. */
    static CommandRun run(int code, Path data, Path out, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("batch", data, FORMULA, "--by", "state", "--out", out));
        arguments.addAll(SHORT);
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray()).expect(code);
    }

    /** All numbers of a batch but times, with all their digits, in an order of their own. */
    static List<List<String>> numbers(Path out) {
        try (BatchLedger ledger = BatchLedger.existing(out)) {
            List<List<String>> numbers = new ArrayList<>(
                    ledger.query("SELECT * EXCLUDE (seconds, recorded) FROM fits ORDER BY fit", BatchText::digits));
            numbers.addAll(ledger.query("SELECT * FROM summary ORDER BY fit, parameter", BatchText::digits));
            return numbers;
        }
    }

    /** What a query says of a batch, without its header. */
    static List<List<String>> query(Path out, String sql) {
        try (BatchLedger ledger = BatchLedger.existing(out)) {
            List<List<String>> rows = ledger.query(sql, BatchText::digits);
            return rows.subList(1, rows.size());
        }
    }
}
