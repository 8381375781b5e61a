package leapfrog.model.formula;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads what R makes of formulas, as {@code expansion.R} beside the resources wrote it. */
public final class RExpansions {
    private RExpansions() {}

    /** The lines of a resource without comments, each split at tabs. */
    public static List<String[]> read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(RExpansions.class.getResourceAsStream(resource))) {
            List<String[]> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    lines.add(line.split("\t"));
                }
            }
            return lines;
        }
    }
}
