package leapfrog.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import leapfrog.report.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a report of fits as a page for a browser. */
@Command(
        name = "report",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Writes one page of HTML about fits, for any browser, on-line or not: model, priors, summary, diagnosis,"
                    + " figures. Several fits are compared; an unpooled one gives the others' unpooled estimates.",
            "",
            "  leapfrog report radon_mn-fit",
            "  leapfrog report partial unpooled -o radon.html --groups CASS,FREEBORN",
            ""
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FIT", description = "folders written by 'leapfrog fit'")
    private List<Path> fits = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "the page (default: report.html, in the folder of the fit if there is one)")
    private @Nullable Path out;

    @Mixin
    private LinesArguments linesArguments = new LinesArguments();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path file = out != null
                ? out
                : fits.size() == 1 ? fits.getFirst().resolve(ReportFile.NAME) : Path.of(ReportFile.NAME);
        if (out != null) {
            ReportFile.check(file, ReportFile.NAME);
        } else {
            ReportFile.requireReplaceable(file);
        }
        Report report = new Report(ReportFile.read(fits), linesArguments.groups());
        ReportFile.write(file, report.html());
        Output.print(spec, "written to " + file + "\n");
        return ExitCode.DONE;
    }
}
