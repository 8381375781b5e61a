package leapfrog.model;

import java.util.List;

/** Reads the exact posteriors {@code reference/*.posterior.csv} for the tests of every module. */
public final class ReferencePosterior {
    private ReferencePosterior() {}

    /** The lines of a model's file behind the header: parameter, mean, sd, q5, q25, q50, q75, q95. */
    public static List<String> lines(String name) {
        return Json.text(name + ".posterior.csv").lines().skip(1).toList();
    }
}
