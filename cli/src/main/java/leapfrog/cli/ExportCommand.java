package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import leapfrog.data.DrawsFormat;
import leapfrog.data.FitFolder;
import leapfrog.model.InputException;
import leapfrog.sample.Fit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a fit's draws for other programs. */
@Command(
        name = "export",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Writes a fit's draws, of all reported quantities and of the groups' deviations (r_...), for other"
                    + " programs.",
            "",
            "  leapfrog export radon_mn-fit --format cmdstan    chain-1.csv, chain-2.csv ...: R's cmdstanr, posterior"
                    + " and",
            "                                                   rstan, Python's arviz; 'b_x.1' stands for what"
                    + " comments name",
            "  leapfrog export radon_mn-fit --format csv        draws.csv: a line a draw, a column a quantity",
            "  leapfrog export radon_mn-fit --format parquet    draws.parquet: the same",
            ""
        })
final class ExportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FIT", description = "a folder written by 'leapfrog fit'")
    private Path folder = Path.of("");

    @Mixin
    private FormatArguments formats = new FormatArguments();

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description = "where to: for cmdstan a folder, else a file (default: in FIT)")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "replace files that are there")
    private boolean overwrite;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Set<DrawsFormat> wanted = formats.others();
        if (out != null && wanted.size() > 1) {
            throw new InputException(
                    "--out " + out + " is one place, for one --format; several go into the fit's folder");
        }
        FitFolder.requireFit(folder);
        wanted.forEach(format -> format.check(target(format), folder, overwrite));
        Fit fit = FitFolder.read(folder).fit();
        PrintWriter console = spec.commandLine().getOut();
        for (DrawsFormat format : wanted) {
            format.write(target(format), fit, overwrite);
            console.println("written to " + target(format));
            console.flush();
        }
        return ExitCode.DONE;
    }

    private Path target(DrawsFormat format) {
        return out == null ? format.placeIn(folder) : out;
    }
}
