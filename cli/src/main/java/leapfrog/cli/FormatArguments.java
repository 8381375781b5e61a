package leapfrog.cli;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import leapfrog.data.DrawsFormat;
import leapfrog.model.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads the option that says in which formats draws are written. */
final class FormatArguments {
    private static final List<String> OTHERS =
            Arrays.stream(DrawsFormat.values()).map(DrawsFormat::text).toList();
    private static final List<String> IN_A_FIT =
            Stream.concat(Stream.of("zarr"), OTHERS.stream()).toList();

    @Option(
            names = "--format",
            paramLabel = "NAME[,NAME]",
            description = "cmdstan, csv or parquet; a fit is always kept in zarr, several others may stand beside it")
    private @Nullable String written;

    /** Those besides Zarr, in which every fit is kept. */
    Set<DrawsFormat> besidesZarr() {
        return written == null ? Set.of() : formats(written, IN_A_FIT);
    }

    /** At least one. */
    Set<DrawsFormat> others() {
        if (written == null) {
            throw new InputException("--format is needed; it is one of: " + String.join(", ", OTHERS)
                    + ", or several with commas between them");
        }
        return formats(written, OTHERS);
    }

    private static Set<DrawsFormat> formats(String written, List<String> allowed) {
        Set<DrawsFormat> formats = EnumSet.noneOf(DrawsFormat.class);
        for (String name : written.split(",", -1)) {
            String format = allowed.get(Arguments.oneOf("--format", name.strip(), allowed));
            if (OTHERS.contains(format)) {
                formats.add(DrawsFormat.parse(format));
            }
        }
        return formats;
    }
}
