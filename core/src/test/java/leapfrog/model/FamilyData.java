package leapfrog.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the small tables of {@code families/} and their exact posteriors for the tests of every module. */
public final class FamilyData {
    private FamilyData() {}

    /** The table {@code families/NAME.csv}; columns of which every value is a number are numeric. */
    public static Table table(String name) {
        List<String[]> rows = Json.lines("/families/" + name + ".csv").stream()
                .map(line -> line.split(",", -1))
                .toList();
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        for (int k = 0; k < rows.getFirst().length; k++) {
            int column = k;
            String[] values = rows.stream().skip(1).map(row -> row[column]).toArray(String[]::new);
            boolean numeric = Arrays.stream(values).allMatch(value -> value.matches("-?[0-9.]+"));
            columns.put(
                    rows.getFirst()[k],
                    numeric
                            ? new Table.Column.Numbers(Arrays.stream(values)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray())
                            : new Table.Column.Text(values));
        }
        return Table.of(columns);
    }

    /** The lines of {@code families/NAME.posterior.csv} behind the header: parameter, mean, sd, q5, q25, q50, q75, q95. */
    public static List<String> posterior(String name) {
        return Json.lines("/families/" + name + ".posterior.csv").stream()
                .skip(1)
                .toList();
    }
}
