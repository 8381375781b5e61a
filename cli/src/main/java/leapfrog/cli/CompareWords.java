package leapfrog.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.InputException;

/** Reads what a comparison is of: a table and named formulas, or fits that are there. */
sealed interface CompareWords {
    /** Models to be fitted to a table. */
    record Models(Path data, Map<String, String> formulas) implements CompareWords {}

    /** Folders of fits. */
    record Fits(Map<String, Path> folders) implements CompareWords {}

    /**
     * Takes words for fits if the first one is a folder or names one.
     *
     * @param words at least one
     */
    static CompareWords of(List<String> words) {
        String first = words.getFirst();
        if (Files.isDirectory(Path.of(first)) || first.contains("=")) {
            return new Fits(folders(words));
        }
        if (!Files.exists(Path.of(first))) {
            throw new InputException("no such table or fit: '" + first + "'");
        }
        return new Models(Path.of(first), formulas(first, words.subList(1, words.size())));
    }

    private static Map<String, String> formulas(String data, List<String> words) {
        Map<String, String> formulas = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            int tilde = word.indexOf('~');
            if (equals < 1 || tilde >= 0 && tilde < equals) {
                throw new InputException(
                        "'" + word + "' should be a name and a formula: NAME='" + (tilde < 0 ? "y ~ x" : word) + "'");
            }
            put(formulas, word.substring(0, equals).strip(), word.substring(equals + 1));
        }
        if (formulas.isEmpty()) {
            throw new InputException("compare needs models of " + data + ": leapfrog compare " + data
                    + " pooled='y ~ x' partial='y ~ x + (1 + x | group)'");
        }
        return formulas;
    }

    private static Map<String, Path> folders(List<String> words) {
        Map<String, Path> folders = new LinkedHashMap<>();
        for (String word : words) {
            int equals = Files.isDirectory(Path.of(word)) ? -1 : word.indexOf('=');
            Path folder = Path.of(word.substring(equals + 1));
            String name = equals < 0
                    ? String.valueOf(folder.toAbsolutePath().normalize().getFileName())
                            .replaceFirst("-fit$", "")
                    : word.substring(0, equals).strip();
            put(folders, name, folder);
        }
        return folders;
    }

    private static <T> void put(Map<String, T> named, String name, T value) {
        if (!name.matches("[\\p{L}\\p{N}_.-]+")) {
            throw new InputException(
                    "'" + name + "' cannot be a model's name; letters, digits and _ . - can stand in it");
        }
        if (named.put(name, value) != null) {
            throw new InputException("two models are named " + name + "; give each a name of its own: NAME=…");
        }
    }
}
