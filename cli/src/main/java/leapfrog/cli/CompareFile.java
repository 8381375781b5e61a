package leapfrog.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import leapfrog.data.WholeFile;
import org.jspecify.annotations.Nullable;

/** Writes a comparison as {@code compare.csv}: one line a model, every double in the shortest digits that read back to it. */
final class CompareFile {
    private static final String NAME = "compare.csv";

    private CompareFile() {}

    static void write(Path folder, ComparedModels models) {
        List<String> lines = new ArrayList<>();
        for (Map<String, @Nullable Object> values : models.values()) {
            if (lines.isEmpty()) {
                lines.add(String.join(",", values.keySet()));
            }
            lines.add(String.join(
                    ",", values.values().stream().map(CompareFile::cell).toList()));
        }
        WholeFile.write(folder.resolve(NAME), true, file -> Files.write(file, lines));
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number when number.isInfinite() -> number < 0 ? "-Inf" : "Inf";
            case String text when text.matches("(?s).*[,\"\n\r].*") -> '"' + text.replace("\"", "\"\"") + '"';
            default -> value.toString();
        };
    }
}
