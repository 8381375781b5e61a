package leapfrog.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Reads the option that says what a fit keeps of its rows and its prior. */
final class SaveArguments {
    @Option(
            names = "--save",
            paramLabel = "GROUP",
            split = ",",
            description = "keep in draws.zarr also: log_likelihood, posterior_predictive, of each row at each draw;"
                    + " prior, draws of it that are sampled besides; prior_predictive, of each row at each of these")
    private List<String> save = new ArrayList<>();

    boolean given() {
        return !save.isEmpty();
    }

    /** What is to be kept. */
    List<Kept> kept() {
        return save.stream()
                .map(name -> Kept.values()[Arguments.oneOf("--save", name, Kept.names())])
                .distinct()
                .toList();
    }
}
