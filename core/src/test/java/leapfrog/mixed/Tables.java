package leapfrog.mixed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import leapfrog.model.Table;

/** Reads the tables that tests bring along: comma-separated, no quotes, a column of numbers where all its fields are. */
public final class Tables {
    private Tables() {}

    public static Table read(String resource) {
        String[][] lines =
                text(resource).lines().map(line -> line.split(",", -1)).toArray(String[][]::new);
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        for (int k = 0; k < lines[0].length; k++) {
            int column = k;
            String[] fields =
                    Arrays.stream(lines).skip(1).map(line -> line[column]).toArray(String[]::new);
            boolean numbers = Arrays.stream(fields).allMatch(field -> field.matches("-?[0-9.]+(e-?[0-9]+)?"));
            columns.put(
                    lines[0][k],
                    numbers
                            ? new Table.Column.Numbers(Arrays.stream(fields)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray())
                            : new Table.Column.Text(fields));
        }
        return Table.of(columns);
    }

    static String text(String resource) {
        try (InputStream in = Tables.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
