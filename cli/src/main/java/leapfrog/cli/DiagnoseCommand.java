package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import leapfrog.data.FitFolder;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.Fit;
import leapfrog.sample.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with fits, and what to try. */
@Command(
        name = "diagnose",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Says in words what is wrong with each fit and what to try.")
final class DiagnoseCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FIT", description = "folders written by 'leapfrog fit'")
    private List<Path> fits = new ArrayList<>();

    @Option(names = "--strict", description = "exit with code 3 if a diagnosis is bad")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean good = true;
        for (Path folder : fits) {
            Fit fit = FitFolder.read(folder).fit();
            Diagnosis diagnosis = Diagnosis.of(fit, Summary.of(fit));
            good &= diagnosis.good();
            if (fits.size() > 1) {
                out.println(folder);
            }
            out.print(Paragraphs.dashed(diagnosis.findings()));
        }
        out.flush();
        return strict && !good ? ExitCode.BAD : ExitCode.DONE;
    }
}
