package leapfrog.cli;

import java.util.List;
import leapfrog.batch.LedgerException;
import leapfrog.data.FitFolder;
import leapfrog.engine.DeviceException;
import leapfrog.engine.HandOverException;
import leapfrog.model.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs the {@code leapfrog} command. */
@Command(
        name = "leapfrog",
        description = "Fits Bayesian multilevel regressions with NUTS, many chains at a time.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done; 2 the input is wrong; 3 with --strict, done but the diagnosis is bad, or sbc: not"
                    + " calibrated;",
            "4 a backend or device cannot open or failed, or leapfrog cannot be built; 130 interrupted, with what was"
                    + " drawn so far kept."
        })
public final class Main implements Runnable {
    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            FitCommand.class,
            BatchCommand.class,
            SbcCommand.class,
            CompareCommand.class,
            ModelCommand.class,
            LmerCommand.class,
            SummaryCommand.class,
            PredictCommand.class,
            SimulateCommand.class,
            DiagnoseCommand.class,
            ExportCommand.class,
            ReportCommand.class,
            PlotCommand.class,
            LogDensityCommand.class,
            DevicesCommand.class,
            VerifyCommand.class,
            BenchCommand.class);

    /** The environment variable that asks for the stack traces of unexpected errors. */
    private static final String DEBUG = "LEAPFROG_DEBUG";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        Interruption.removeUnfinished();
        System.exit(execute(arguments));
    }

    /** Runs a command line in this process and returns its exit code. */
    public static int execute(String... arguments) {
        return commandLine(arguments).execute(arguments);
    }

    /**
     * The command, with its errors turned into messages and exit codes. It knows the command that the first argument names alone, else
     * all: to read the options of every command takes longer than all else that comes before a small fit.
     */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
        return explained(line);
    }

    /** Turns the errors of a command into messages and exit codes, those of this command's own. */
    public static CommandLine explained(CommandLine line) {
        NumberWords.register(line);
        return line.setParameterExceptionHandler(Main::badUsage)
                .setExecutionStrategy(Main::run)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** Hands errors of the JVM, such as a full heap, to the same handler as exceptions. */
    private static int run(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
            throw new CommandLine.ExecutionException(parsed.commandSpec().commandLine(), e.toString(), e);
        }
    }

    private static int badUsage(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        report(command, e.getMessage(), ExitCode.WRONG_INPUT);
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            command.getErr().println("try: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.WRONG_INPUT;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        Throwable cause = e instanceof CommandLine.ExecutionException && e.getCause() != null ? e.getCause() : e;
        return switch (cause) {
            case InputException wrong -> report(command, wrong.getMessage(), ExitCode.WRONG_INPUT);
            case LedgerException full -> report(command, full.getMessage(), ExitCode.WRONG_INPUT);
            case HandOverException elsewhere -> ExitCode.HAND_OVER;
            case DeviceException device -> report(command, device.getMessage(), ExitCode.DEVICE);
            case OutOfMemoryError memory ->
                report(
                        command,
                        "out of memory" + (memory.getMessage() == null ? "" : " (" + memory.getMessage() + ")")
                                + ": the Java heap may grow to "
                                + (Runtime.getRuntime().maxMemory() >> 20)
                                + " MB; ask for fewer --draws or --chains, a larger --thin, or a larger heap"
                                + " (LEAPFROG_JAVA_OPTS=-Xmx8g)",
                        ExitCode.WRONG_INPUT);
            default -> unexpected(command, cause);
        };
    }

    private static int unexpected(CommandLine command, Throwable cause) {
        boolean trace = System.getenv(DEBUG) != null;
        int code = report(
                command,
                "an error in leapfrog itself: " + cause + "; please report it"
                        + (trace ? "" : " with the stack trace that " + DEBUG + "=1 in the environment prints"),
                ExitCode.BROKEN);
        if (trace) {
            cause.printStackTrace(command.getErr());
        }
        return code;
    }

    private static int report(CommandLine command, @Nullable String message, int code) {
        command.getErr().println("leapfrog: " + message);
        return code;
    }

    /** Without a command there is nothing to do: shows the usage as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "which command? They are: "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    /** Tells the version that fits carry too. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"leapfrog " + FitFolder.version()};
        }
    }
}
