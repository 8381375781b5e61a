package leapfrog.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import leapfrog.report.Figures;
import leapfrog.report.ReportedFit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes one figure of a fit as SVG. */
@Command(
        name = "plot",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Writes one figure of a fit as SVG, and says what to look for in it.",
            "",
            "  leapfrog plot radon_mn-fit trace -o trace.svg",
            ""
        })
final class PlotCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FIT", description = "a folder written by 'leapfrog fit'")
    private Path fit = Path.of("");

    // Written out, for the kinds themselves would have to be loaded with every command.
    @Parameters(
            index = "1",
            paramLabel = "KIND",
            description = "which figure: trace, rank, density, energy, pairs, forest, lines, shrinkage, predictive,"
                    + " intervals, loo")
    private String kind = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "the file (default: KIND.svg)")
    private @Nullable Path out;

    @Mixin
    private LinesArguments linesArguments = new LinesArguments();

    @Option(
            names = "--unpooled",
            paramLabel = "FIT",
            description = "the fit that gives unpooled estimates for lines and shrinkage (default: least squares)")
    private @Nullable Path unpooled;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Figures.requireKind(kind);
        String usual = kind + ".svg";
        Path file = out == null ? Path.of(usual) : out;
        ReportFile.check(file, usual);
        List<Path> folders = new ArrayList<>(List.of(fit));
        if (unpooled != null) {
            folders.add(unpooled);
        }
        List<ReportedFit> fits = ReportFile.read(folders);
        if (unpooled != null) {
            Figures.requireUnpooled(kind, fits.getFirst(), fits.getLast());
        }
        Figures.Drawing figure = Figures.of(kind, fits, linesArguments.groups());
        ReportFile.write(file, figure.svg());
        Output.print(spec, Paragraphs.labelled("", figure.caption()) + "written to " + file + "\n");
        return ExitCode.DONE;
    }
}
