package leapfrog.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.prior.PriorStatement;
import leapfrog.model.prior.Priors;

/**
 * Gives each of several models its priors: those given to it by name ({@code NAME=…}), which must all apply, and of those given to all the
 * ones that it has parameters for and that no other makes useless. A prior for all that no model uses is an error.
 */
final class SharedPriors {
    private final Priors shared;
    private final Map<String, Priors> own = new LinkedHashMap<>();
    private final Set<PriorStatement> used = new HashSet<>();

    private SharedPriors(Priors shared) {
        this.shared = shared;
    }

    /** @param names of the models */
    static SharedPriors of(ModelArguments arguments, Set<String> names) {
        Map<String, Priors> given = new LinkedHashMap<>();
        for (String written : arguments.priorFiles()) {
            String name = prefix(written, names);
            add(given, name, ModelArguments.read(without(name, written)));
        }
        for (String written : arguments.priors()) {
            String name = prefix(written, names);
            add(given, name, Priors.of(List.of(without(name, written))));
        }
        SharedPriors priors = new SharedPriors(given.getOrDefault("", Priors.none()));
        given.remove("");
        priors.own.putAll(given);
        return priors;
    }

    private static void add(Map<String, Priors> given, String name, Priors more) {
        given.merge(name, more, Priors::and);
    }

    /** The name of the model that an option's value begins with, or empty. */
    private static String prefix(String written, Set<String> names) {
        int equals = written.indexOf('=');
        String name = equals < 0 ? "" : written.substring(0, equals).strip();
        return names.contains(name) ? name : "";
    }

    private static String without(String name, String written) {
        return name.isEmpty() ? written : written.substring(written.indexOf('=') + 1);
    }

    /** The priors of a model, as they were written. */
    List<String> of(String name, Design design, ModelOptions options) {
        Priors named = own.getOrDefault(name, Priors.none());
        Priors rest = shared.without(named);
        List<PriorStatement> applied =
                Model.applicable(design, options.with(rest.and(named))).statements();
        List<String> texts = new ArrayList<>();
        for (PriorStatement statement : rest.statements()) {
            if (applied.contains(statement)) {
                used.add(statement);
                texts.add(statement.text());
            }
        }
        texts.addAll(named.texts());
        return texts;
    }

    /** @throws InputException if a prior given to all models was used by none */
    void requireAllUsed() {
        for (PriorStatement statement : shared.statements()) {
            if (!used.contains(statement)) {
                throw new InputException(statement.describe()
                        + ": no model uses it; none has such a parameter, or each that has one has a more specific"
                        + " prior or one of its own");
            }
        }
    }
}
