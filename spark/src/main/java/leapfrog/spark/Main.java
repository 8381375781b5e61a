package leapfrog.spark;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs the jobs that {@code spark-submit} is given. */
@Command(
        name = "leapfrog-spark",
        description = "Fits Bayesian multilevel regressions on Apache Spark.",
        mixinStandardHelpOptions = true,
        subcommands = {BatchJob.class, FitJob.class},
        synopsisSubcommandLabel = "JOB")
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs a job; a process of its own ends with its exit code. */
    public static void main(String[] arguments) {
        int code = execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs a job in this process and returns its exit code, which is that of the {@code leapfrog} command. */
    public static int execute(String... arguments) {
        return leapfrog.cli.Main.explained(new CommandLine(new Main())).execute(arguments);
    }

    /** Without a job there is nothing to do: shows the usage as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "which job? They are: " + String.join(", ", spec.subcommands().keySet()));
    }
}
