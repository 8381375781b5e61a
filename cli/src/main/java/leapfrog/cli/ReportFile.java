package leapfrog.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import leapfrog.data.FitFolder;
import leapfrog.data.SavedFit;
import leapfrog.data.WholeFile;
import leapfrog.model.InputException;
import leapfrog.report.Report;
import leapfrog.report.ReportedFit;
import leapfrog.report.Signature;
import org.jspecify.annotations.Nullable;

/** Reads the fits of a report or a figure, and writes it. */
final class ReportFile {
    /** A report in a fit's folder. */
    static final String NAME = "report.html";

    private ReportFile() {}

    /** Fits by the names of their folders, or by their paths where two folders have one name. */
    static List<ReportedFit> read(List<Path> folders) {
        boolean unlike = folders.stream().map(ReportFile::name).distinct().count() == folders.size();
        return folders.parallelStream()
                .map(folder -> read(folder, unlike ? name(folder) : folder.toString()))
                .toList();
    }

    private static ReportedFit read(Path folder, String name) {
        return ReportedFit.of(name, FitFolder.read(folder));
    }

    /** Writes the report of a fit into its folder. */
    static void writeInto(Path folder, SavedFit saved) {
        ReportedFit fit = ReportedFit.of(name(folder), saved);
        write(folder.resolve(NAME), new Report(List.of(fit), List.of()).html());
    }

    /** A report of models that were compared. */
    static Report of(List<ComparedModel> models, List<String> groups) {
        return new Report(
                models.stream()
                        .map(model -> ReportedFit.of(model.name(), model.saved(), model.model(), model.evaluation()))
                        .toList(),
                groups);
    }

    private static String name(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /**
     * Refuses a place that cannot or must not be written before work is done for it.
     *
     * @param usual a name that the file could have
     */
    static void check(Path file, String usual) {
        check(file, usual, null);
    }

    /** @param made a folder that will be made before the file is written, or null */
    static void check(Path file, String usual, @Nullable Path made) {
        if (Files.isDirectory(file)) {
            throw new InputException("'" + file + "' is a folder; name a file in it, such as " + file.resolve(usual));
        }
        Path folder = file.toAbsolutePath().getParent();
        boolean there = folder == null
                || Files.isDirectory(folder)
                || made != null
                        && folder.normalize().equals(made.toAbsolutePath().normalize());
        if (!there) {
            throw new InputException("'" + file + "' cannot be written: there is no folder '" + folder + "'");
        }
        requireReplaceable(file);
    }

    /** Refuses to replace what Leapfrog did not write: a slip in a name must not cost data. */
    static void requireReplaceable(Path file) {
        try {
            if (Files.exists(file) && !Signature.isIn(file)) {
                throw new InputException("'" + file + "' exists and is no page or figure of Leapfrog's, so it is not"
                        + " overwritten; name another file");
            }
        } catch (IOException e) {
            throw new InputException("'" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes it whole or not at all, so that nobody reads half a page. */
    static void write(Path file, String text) {
        WholeFile.write(file, true, growing -> Files.writeString(growing, text));
    }
}
