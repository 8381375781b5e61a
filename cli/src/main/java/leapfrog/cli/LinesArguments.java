package leapfrog.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Reads the option that chooses the groups whose regression lines are drawn. */
final class LinesArguments {
    @Option(
            names = "--groups",
            paramLabel = "LEVEL",
            split = ",",
            description = "levels whose regression lines are drawn (default: some that are worth a look)")
    private List<String> groups = new ArrayList<>();

    List<String> groups() {
        return groups;
    }
}
