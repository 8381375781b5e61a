package leapfrog.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import leapfrog.data.BatchLedger;
import leapfrog.notation.AlignedTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a query says of a batch. */
@Command(
        name = "summary",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Prints what a query says of a batch.",
            "",
            "Tables: fits (a row a data set: fit, status, message, seed, max_rhat, divergences, seconds, …), summary"
                    + " (a row a quantity of each fit: fit, parameter, mean, sd, q5, q25, q50, q75, q95, mcse_mean,"
                    + " mcse_sd, ess_bulk, ess_tail, rhat) and settings (name, value).",
            ""
        })
final class BatchSummaryCommand implements Callable<Integer> {
    private static final String USUAL = "SELECT fit, parameter, mean, sd, q5, q50, q95, ess_bulk, rhat FROM summary"
            + " WHERE parameter NOT LIKE 'coef\\_%' ESCAPE '\\' ORDER BY ALL";

    @Parameters(paramLabel = "DIR", description = "a folder that 'leapfrog batch' has made")
    private @Nullable Path folder;

    @Option(
            names = "--sql",
            paramLabel = "QUERY",
            description = "in DuckDB's SQL (default: all quantities but the groups' coefficients)")
    private String sql = USUAL;

    @Option(names = "--csv", description = "print comma-separated values with all digits")
    private boolean csv;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        try (BatchLedger ledger = BatchLedger.existing(Objects.requireNonNull(folder))) {
            List<List<String>> rows = ledger.query(sql, csv ? BatchText::digits : BatchText::rounded);
            Output.print(spec, csv ? BatchText.csv(rows) : AlignedTable.of(rows, 1));
        }
        return ExitCode.DONE;
    }
}
