package leapfrog.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import leapfrog.data.BatchLedger;
import leapfrog.model.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how far a batch is, and which of its fits are bad or failed. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says how far a batch is, and which of its fits are bad or failed.")
final class BatchStatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "a folder that 'leapfrog batch' has made")
    private @Nullable Path folder;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path place = Objects.requireNonNull(folder);
        try (BatchLedger ledger = BatchLedger.existing(place)) {
            Output.print(spec, BatchText.of(ledger));
        } catch (InputException e) {
            Output.print(spec, RunningBatch.read(place).orElseThrow(() -> e));
        }
        return ExitCode.DONE;
    }
}
