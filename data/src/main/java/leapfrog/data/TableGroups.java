package leapfrog.data;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.data.ZarrReader.Described;
import leapfrog.data.ZarrReader.Stored;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Formula;
import org.jspecify.annotations.Nullable;

/**
 * Writes the groups {@code constant_data}, all rows of the columns that the formula uses, {@code predictions_constant_data}, the same of
 * rows that are predicted, and {@code observed_data}, the response over the used rows; reads tables back.
 *
 * <p>Missing text is empty text with a mask beside it, an array of truth values that the attribute {@code missing} names.
 */
final class TableGroups {
    static final String TABLE = "constant_data";
    /** Of rows that are predicted and are not the fit's own. */
    static final String PREDICTED = "predictions_constant_data";

    static final String RESPONSE = "observed_data";

    static final String ROW = "row";

    private TableGroups() {}

    /** Writes the columns of a table into a group that is there. */
    static void writeTable(ZarrWriter zarr, String group, Table table) throws IOException {
        StorageNames names = new StorageNames();
        PosteriorGroup.writeIndex(zarr, group, names.claim(ROW), table.rows());
        List<String> stored = table.names().stream().map(names::claim).toList();
        for (int i = 0; i < stored.size(); i++) {
            int position = i;
            String name = table.names().get(i);
            ZarrArray array = switch (table.find(name)) {
                case Column.Numbers(double[] values) ->
                    ZarrArray.doubles(List.of(ROW), new int[] {values.length}, values);
                case Column.Text(@Nullable String[] values) -> {
                    boolean[] missing = missing(values);
                    ZarrArray text = ZarrArray.texts(ROW, present(values));
                    if (IntStream.range(0, missing.length).noneMatch(k -> missing[k])) {
                        yield text;
                    }
                    String mask = names.claim(name + "_missing");
                    zarr.array(group, mask, ZarrArray.truths(List.of(ROW), new int[] {missing.length}, missing));
                    yield text.with(json -> json.text("missing", mask));
                }
                case null -> throw new IllegalStateException(name);
            };
            zarr.array(
                    group,
                    stored.get(i),
                    array.with(json -> json.text("name", name).number("position", position)));
        }
    }

    private static boolean[] missing(@Nullable String[] values) {
        boolean[] missing = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            missing[i] = values[i] == null;
        }
        return missing;
    }

    private static String[] present(@Nullable String[] values) {
        String[] present = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            present[i] = value == null ? "" : value;
        }
        return present;
    }

    static Table readTable(ZarrReader zarr, String group) {
        int rows = zarr.stored(group, ROW).layout().length();
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Described described : zarr.positioned(group)) {
            Stored array = zarr.stored(described);
            if (array.layout().length() != rows) {
                throw zarr.damaged(array, "has not " + rows + " rows");
            }
            Column column;
            if (array.dtype().equals("<f8")) {
                column = new Column.Numbers(zarr.doubles(array));
            } else {
                @Nullable String[] values = zarr.texts(array);
                if (array.attributes().has("missing")) {
                    boolean[] missing = zarr.truths(group, array.attributes().text("missing"), rows);
                    for (int i = 0; i < rows; i++) {
                        values[i] = missing[i] ? null : values[i];
                    }
                }
                column = new Column.Text(values);
            }
            columns.put(array.attributes().text("name"), column);
        }
        return Table.of(columns);
    }

    /**
     * Writes the response: the formula's column left of {@code ~}, over the rows without a missing value, numbered as in the table.
     * A response that is not a column (an expression of columns) is left out.
     */
    static void writeResponse(ZarrWriter zarr, String formula, Table table) throws IOException {
        int[] used = IntStream.range(0, table.rows())
                .filter(row -> table.names().stream().noneMatch(name -> isMissing(table.find(name), row)))
                .toArray();
        StorageNames names = new StorageNames();
        zarr.array(
                RESPONSE,
                names.claim(ROW),
                ZarrArray.longs(
                        List.of(ROW),
                        new int[] {used.length},
                        IntStream.of(used).asLongStream().toArray()));
        String response = Formula.parse(formula).response().value() instanceof Name name ? name.name() : "";
        if (table.find(response) instanceof Column.Numbers(double[] values)) {
            double[] observed =
                    IntStream.of(used).mapToDouble(row -> values[row]).toArray();
            zarr.array(
                    RESPONSE,
                    names.claim(response),
                    ZarrArray.doubles(List.of(ROW), new int[] {used.length}, observed)
                            .with(json -> json.text("name", response)));
        }
    }

    private static boolean isMissing(@Nullable Column column, int row) {
        return switch (column) {
            case Column.Numbers(double[] values) -> Double.isNaN(values[row]);
            case Column.Text(@Nullable String[] values) -> values[row] == null;
            case null -> false;
        };
    }
}
