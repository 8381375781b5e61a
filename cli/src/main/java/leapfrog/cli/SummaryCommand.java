package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import leapfrog.data.FitFolder;
import leapfrog.sample.Fit;
import leapfrog.sample.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the summaries of fits. */
@Command(
        name = "summary",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Prints the summary table of each fit, computed from its draws.")
final class SummaryCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FIT", description = "folders written by 'leapfrog fit'")
    private List<Path> fits = new ArrayList<>();

    @Option(names = "--groups", description = "show the coefficients of every group")
    private boolean groups;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Path folder : fits) {
            Fit fit = FitFolder.read(folder).fit();
            if (fits.size() > 1) {
                out.println(folder);
            }
            out.println(fit.recipe().formula()
                    + (fit.recipe().priorOnly() ? "  (prior only: the likelihood is dropped)" : ""));
            out.print(SummaryTable.of(fit.draws().variables(), Summary.of(fit), groups));
        }
        out.flush();
        return ExitCode.DONE;
    }
}
