package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.text.NearestName;
import org.jspecify.annotations.Nullable;

/** Refuses groups that a user names and no model has, whether or not a figure would draw them. */
public final class NamedGroups {
    /** So many levels are listed where none is like the user's. */
    private static final int LISTED = 8;

    private NamedGroups() {}

    /**
     * The names of levels that a user gave one by one or, with commas between them, several at once.
     *
     * @param levels that there are, whose names may have commas themselves
     */
    static List<String> names(List<String> given, Collection<String> levels) {
        return given.stream()
                .flatMap(one -> levels.contains(one) ? Stream.of(one) : Arrays.stream(one.split(",", -1)))
                .toList();
    }

    /**
     * Requires each name to be a level of a factor of some design.
     *
     * @throws InputException if one is not
     */
    public static void require(List<String> given, List<Design> designs) {
        List<Design.Factor> factors =
                designs.stream().flatMap(design -> design.factors().stream()).toList();
        Set<String> levels = new LinkedHashSet<>();
        factors.forEach(factor -> levels.addAll(factor.levels()));
        for (String name : names(given, levels)) {
            if (factors.isEmpty()) {
                throw new InputException("--groups " + name + ": the model has no groups");
            }
            if (!levels.contains(name)) {
                throw unknown(
                        name,
                        factors.stream().map(Design.Factor::name).distinct().toList(),
                        new ArrayList<>(levels));
            }
        }
    }

    /** @param levels those that a user may name */
    static InputException unknown(String name, List<String> factors, List<String> levels) {
        @Nullable String nearest = NearestName.among(name, levels);
        return new InputException("--groups " + name + ": "
                + (factors.size() == 1 ? factors.getFirst() + " has" : String.join(", ", factors) + " have")
                + " no such level"
                + (nearest == null
                        ? "; "
                                + (factors.size() == 1 ? "its" : "their")
                                + " levels are "
                                + levels.stream().limit(LISTED).collect(Collectors.joining(", "))
                                + (levels.size() > LISTED ? ", …" : "")
                        : "; did you mean " + nearest + "?"));
    }
}
