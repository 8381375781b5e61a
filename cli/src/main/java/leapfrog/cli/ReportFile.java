package leapfrog.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import leapfrog.data.FitFolder;
import leapfrog.data.SavedFit;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.report.Report;
import leapfrog.report.ReportedFit;

/** Reads the fits of a report or a figure, and writes it. */
final class ReportFile {
    /** A report in a fit's folder. */
    static final String NAME = "report.html";

    private ReportFile() {}

    /** Fits by the names of their folders, or by their paths where two folders have one name. */
    static List<ReportedFit> read(List<Path> folders) {
        boolean unlike = folders.stream().map(ReportFile::name).distinct().count() == folders.size();
        List<ReportedFit> fits = new ArrayList<>();
        for (Path folder : folders) {
            fits.add(of(unlike ? name(folder) : folder.toString(), FitFolder.read(folder)));
        }
        return fits;
    }

    private static ReportedFit of(String name, SavedFit saved) {
        Model model = saved.fit().model();
        return new ReportedFit(
                name, saved, model, new ModelText(model, saved.fit().recipe().marginalize()).words());
    }

    /** Writes the report of a fit into its folder. */
    static void writeInto(Path folder, SavedFit saved) {
        write(folder.resolve(NAME), new Report(List.of(of(name(folder), saved)), List.of()).html());
    }

    private static String name(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** Refuses a place that cannot be written before work is done for it. */
    static void check(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException("'" + file + "' is a folder; name a file, as in -o " + file.resolve(NAME));
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new InputException("'" + file + "' cannot be written: there is no folder '" + folder + "'");
        }
    }

    /** Writes under another name and renames, so that nobody reads half a page. */
    static void write(Path file, String text) {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException("'" + file + "' cannot be written: " + e.getMessage(), e);
        }
    }
}
