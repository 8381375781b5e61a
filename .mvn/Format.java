import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks, or applies, palantir-java-format to every Java source of the project.
 *
 * <p>It is a program of its own because the formatter parses with the javac of the JVM it runs in: inside Maven's JVM,
 * which may be older than 25, it cannot read the syntax used here.
 *
 * <p>Arguments: {@code check|apply}, the project's folder, a stamp file. Files older than the stamp were found clean
 * before and are passed over.
 */
final class Format {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    public static void main(String[] arguments) throws IOException {
        boolean apply = arguments[0].equals("apply");
        Path root = Path.of(arguments[1]);
        Path stamp = Path.of(arguments[2]);
        FileTime started = FileTime.fromMillis(System.currentTimeMillis());
        FileTime clean = Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
        List<Path> sources = sources(root);
        if (sources.isEmpty()) {
            throw new IllegalStateException("no Java source below " + root);
        }
        List<String> unformatted = sources.parallelStream()
                .filter(source -> isNewer(source, clean))
                .filter(source -> !isFormatted(source, apply))
                .map(source -> root.relativize(source).toString())
                .toList();
        if (!apply && !unformatted.isEmpty()) {
            System.err.println("not formatted: " + String.join(", ", unformatted)
                    + "\nto format them: mvn -N -q verify -Dleapfrog.format=apply");
            System.exit(1);
        }
        Files.createDirectories(stamp.getParent());
        Files.write(stamp, new byte[0]);
        Files.setLastModifiedTime(stamp, started);
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().matches("(.*[/\\\\])?target[/\\\\].*"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isNewer(Path source, FileTime clean) {
        try {
            return Files.getLastModifiedTime(source).compareTo(clean) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFormatted(Path source, boolean apply) {
        try {
            String text = Files.readString(source);
            String formatted = FORMATTER.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(text));
            if (apply && !formatted.equals(text)) {
                Files.writeString(source, formatted);
            }
            return formatted.equals(text);
        } catch (FormatterException e) {
            throw new IllegalStateException(source + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
