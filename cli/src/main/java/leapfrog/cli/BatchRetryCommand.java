package leapfrog.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import leapfrog.data.BatchLedger;
import leapfrog.model.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes fits of a batch again, by the command line that began it. */
@Command(
        name = "retry",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Makes the failed fits of a batch again, and those that are not made yet, by the command line that began"
                    + " it: after a file has been put right, or a device works again.",
            ""
        })
final class BatchRetryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "a folder that 'leapfrog batch' has made")
    private @Nullable Path folder;

    @Option(names = "--failed", description = "the data sets that could not be fitted")
    private boolean failed;

    @Option(names = "--bad", description = "the fits whose diagnosis is bad; they have the same seeds again")
    private boolean bad;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path place = Objects.requireNonNull(folder);
        Set<String> statuses = new TreeSet<>();
        if (failed) {
            statuses.add("failed");
        }
        if (bad) {
            statuses.add("bad");
        }
        if (statuses.isEmpty()) {
            throw new InputException("batch retry: which fits? --failed, --bad or both");
        }
        String arguments;
        String begun;
        try (BatchLedger ledger = BatchLedger.existing(place)) {
            if (ledger.settings().containsKey(BatchSettings.RANK_DRAWS)) {
                throw new InputException("'" + place + "' holds a calibration study, whose fits depend on nothing that"
                        + " could be put right; 'leapfrog sbc' makes those that are missing");
            }
            if (ledger.settings().containsKey(BatchSettings.CROSS_VALIDATION)) {
                throw new InputException("'" + place + "' holds a cross-validation, whose fits depend on nothing that"
                        + " could be put right; 'leapfrog compare --cv-out' makes those that are missing");
            }
            arguments = ledger.settings().get(BatchSettings.ARGUMENTS);
            begun = ledger.settings().get(BatchSettings.DIRECTORY);
            if (arguments == null) {
                throw new InputException("'" + place + "' does not say by which command line it was begun");
            }
        }
        CommandLine own = Objects.requireNonNull(spec).commandLine();
        BatchCommand batch = new BatchCommand();
        CommandLine line = new CommandLine(batch).setOut(own.getOut()).setErr(own.getErr());
        line.parseArgs(BatchSettings.arguments(arguments));
        try {
            return batch.retryIn(place, statuses);
        } catch (InputException e) {
            String here = Path.of("").toAbsolutePath().toString();
            if (begun == null || begun.equals(here)) {
                throw e;
            }
            throw new InputException(
                    e.getMessage() + "; the batch was begun in '" + begun
                            + "', where its command line's paths begin: go there",
                    e);
        }
    }
}
