package leapfrog.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells pages and figures that Leapfrog wrote, which it may replace, from all other files. */
public final class Signature {
    /** Stands in the head of every page. */
    static final String PAGE = "<meta name=\"generator\" content=\"leapfrog\">";
    /** Is an attribute of every figure's first element. */
    static final String FIGURE = "data-generator=\"leapfrog\"";

    /** A signature stands within so many first bytes. */
    private static final int HEAD = 1024;

    private Signature() {}

    /** Whether a file is a page or a figure of Leapfrog's. */
    public static boolean isIn(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
            return head.startsWith("<!DOCTYPE html>") && head.contains(PAGE)
                    || head.startsWith("<svg ") && head.contains(FIGURE);
        }
    }
}
