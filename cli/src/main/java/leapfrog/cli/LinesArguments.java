package leapfrog.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Reads the option that chooses the groups whose regression lines are drawn. */
final class LinesArguments {
    @Option(
            names = "--groups",
            paramLabel = "LEVEL[,LEVEL]",
            description =
                    "levels whose regression lines are drawn (default: some that are worth a look); repeatable, for"
                            + " names that have commas: each by an option of its own")
    private List<String> groups = new ArrayList<>();

    /** As written: a level, or several with commas between them. */
    List<String> groups() {
        return groups;
    }
}
