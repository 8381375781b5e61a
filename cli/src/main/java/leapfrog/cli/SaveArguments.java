package leapfrog.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.data.RowGroup;
import leapfrog.regression.FitRows;
import picocli.CommandLine.Option;

/** Reads the option that says what a fit keeps of its rows at each draw. */
final class SaveArguments {
    @Option(
            names = "--save",
            paramLabel = "GROUP",
            split = ",",
            description = "compute for each row and draw, and keep in draws.zarr: log_likelihood, posterior_predictive;"
                    + " prior_predictive with --prior-only")
    private List<String> save = new ArrayList<>();

    boolean given() {
        return !save.isEmpty();
    }

    /**
     * What is to be kept.
     *
     * @param priorOnly whether the fit's draws are the prior's
     * @throws leapfrog.model.InputException if there is no such group, or such a fit cannot have it
     */
    List<RowGroup> groups(boolean priorOnly) {
        List<String> names =
                Arrays.stream(RowGroup.values()).map(RowGroup::text).toList();
        List<RowGroup> wanted = save.stream()
                .map(name -> RowGroup.values()[Arguments.oneOf("--save", name, names)])
                .distinct()
                .toList();
        wanted.forEach(group -> FitRows.check(group, priorOnly));
        return wanted;
    }
}
