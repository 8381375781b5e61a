package leapfrog.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import leapfrog.model.InputException;
import leapfrog.model.text.NearestName;
import leapfrog.report.FigureFile;
import leapfrog.report.ReportedFit;
import leapfrog.report.figure.Drawn;
import leapfrog.report.figure.FigureKind;
import leapfrog.report.figure.FitView;
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
        FigureKind wanted = kind();
        Path file = out == null ? Path.of(wanted.text() + ".svg") : out;
        ReportFile.check(file);
        List<Path> folders = new ArrayList<>(List.of(fit));
        if (unpooled != null) {
            folders.add(unpooled);
        }
        List<ReportedFit> fits = ReportFile.read(folders);
        List<FitView.Beside> others = fits.stream()
                .skip(1)
                .map(other -> new FitView.Beside(other.name(), other.saved(), other.model()))
                .toList();
        ReportedFit first = fits.getFirst();
        FitView view = new FitView(
                first.saved(), first.model(), new FitView.Comparison(linesArguments.groups(), others, null));
        Drawn.Figure figure = switch (wanted.draw(view)) {
            case Drawn.Figure drawn -> drawn;
            case Drawn.Absent absent ->
                throw new InputException(
                        "'" + wanted.text() + "' of '" + fit + "' cannot be drawn: " + absent.reason());
        };
        ReportFile.write(file, FigureFile.of(figure));
        Output.print(spec, Paragraphs.labelled("", figure.caption()) + "written to " + file + "\n");
        return ExitCode.DONE;
    }

    private FigureKind kind() {
        int at = FigureKind.names().indexOf(kind);
        if (at < 0) {
            @Nullable String nearest = NearestName.among(kind, FigureKind.names());
            throw new InputException("no such figure: '" + kind + "'"
                    + (nearest == null ? "" : " (did you mean " + nearest + "?)") + "; figures are: "
                    + String.join(", ", FigureKind.names()));
        }
        return FigureKind.values()[at];
    }
}
