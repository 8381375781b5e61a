package leapfrog.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Reads the option that says what a fit keeps of its rows and its prior. */
final class SaveArguments {
    @Option(
            names = "--save",
            paramLabel = "GROUP",
            description = "keep in draws.zarr also: log_likelihood, posterior_predictive, of each row at each draw;"
                    + " prior, draws of it that are sampled besides; prior_predictive, of each row at each of these")
    private List<String> written = new ArrayList<>();

    boolean given() {
        return !written.isEmpty();
    }

    /** What is to be kept. */
    List<Kept> kept() {
        return written.stream()
                .flatMap(names -> Arrays.stream(names.split(",", -1)))
                .map(String::strip)
                .map(name -> Kept.values()[Arguments.oneOf("--save", name, Kept.names())])
                .distinct()
                .toList();
    }
}
