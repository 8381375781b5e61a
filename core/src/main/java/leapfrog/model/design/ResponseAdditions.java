package leapfrog.model.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Formula;
import leapfrog.model.text.NearestName;
import org.jspecify.annotations.Nullable;

/** Finds what a formula says about its response behind {@code |}, and refuses what has no meaning. */
final class ResponseAdditions {
    private static final String SE = "se";
    private static final String TRIALS = "trials";
    private static final String WEIGHTS = "weights";
    private static final List<String> KNOWN = List.of(SE, TRIALS, WEIGHTS);

    private final Formula.Response response;
    private final Map<String, Call> calls;
    private final boolean sigma;

    /** @throws InputException if an addition is unknown, stands there twice or has wrong arguments; with the column */
    ResponseAdditions(Formula formula) {
        response = formula.response();
        calls = new LinkedHashMap<>();
        for (Call call : response.additions()) {
            String function = call.function();
            if (!KNOWN.contains(function)) {
                @Nullable String nearest = NearestName.among(function, KNOWN);
                throw call.place()
                        .error("nothing is known of " + function + "( ) behind a response"
                                + (nearest == null ? "" : " (did you mean " + nearest + "?)")
                                + "; there stand se(s), se(s, sigma), trials(n), weights(w)");
            }
            if (calls.put(function, call) != null) {
                throw call.place().error(function + "( ) stands here a second time");
            }
            requireArguments(call);
        }
        Call se = calls.get(SE);
        sigma = se == null || se.arguments().size() == 2;
    }

    private ResponseAdditions(Formula.Response response, Map<String, Call> calls, boolean sigma) {
        this.response = response;
        this.calls = calls;
        this.sigma = sigma;
    }

    /** Those without which a further row's response has no distribution, where the rows have their columns. */
    ResponseAdditions of(Table further) {
        Map<String, Call> known = new LinkedHashMap<>(calls);
        known.remove(WEIGHTS);
        known.values()
                .removeIf(call -> !UsedColumns.has(further, call.arguments().getFirst()));
        return new ResponseAdditions(response, known, sigma);
    }

    private static void requireArguments(Call call) {
        int count = call.arguments().size();
        if (call.function().equals(SE)) {
            boolean both = count == 2
                    && call.arguments().get(1) instanceof Name name
                    && name.name().equals("sigma");
            if (count != 1 && !both) {
                throw call.place()
                        .error("se( ) takes the standard errors and, if there is more noise than they say, sigma: se(s)"
                                + " or se(s, sigma)");
            }
        } else if (count != 1) {
            throw call.place().error(call.function() + "( ) takes one argument, not " + count);
        }
    }

    /** What the additions take from the table. */
    List<Expression> expressions() {
        List<Expression> expressions = new ArrayList<>();
        calls.values().forEach(call -> expressions.add(call.arguments().getFirst()));
        return expressions;
    }

    @Nullable
    Call standardErrors() {
        return calls.get(SE);
    }

    /** Whether there is sigma, beside standard errors or without them. */
    boolean sigma() {
        return sigma;
    }

    @Nullable
    Call trials() {
        return calls.get(TRIALS);
    }

    @Nullable
    Call weights() {
        return calls.get(WEIGHTS);
    }

    /** @throws InputException if the additions are not those that the family takes; with the column */
    void requireFit(Family family) {
        Call se = standardErrors();
        if (se != null && family.kind() != Family.Kind.GAUSSIAN) {
            throw se.place()
                    .error("se( ) is for the gaussian family; this one is "
                            + family.kind().text());
        }
        if (se != null && !sigma() && family.fixed().containsKey("sigma")) {
            throw se.place()
                    .error("se(s) stands in the place of sigma, which " + family.text()
                            + " fixes; leave one out, or write se(s, sigma)");
        }
        boolean binomial = family.kind() == Family.Kind.BINOMIAL;
        Call trials = trials();
        if (trials != null && !binomial) {
            throw trials.place()
                    .error("trials( ) is for the binomial family; this one is "
                            + family.kind().text());
        }
        if (trials == null && binomial) {
            refuseSuccessesAndFailures();
            throw response.value()
                    .place()
                    .error("a binomial response needs its numbers of trials, " + response.value()
                            + " | trials(n) ~ …; for single trials there is the family bernoulli");
        }
    }

    /** R's {@code cbind(successes, failures)} has all that is needed, said in another way. */
    private void refuseSuccessesAndFailures() {
        if (response.value() instanceof Call call
                && call.function().equals("cbind")
                && call.arguments().size() == 2) {
            Expression successes = call.arguments().getFirst();
            Expression failures = call.arguments().getLast();
            throw call.place()
                    .error("successes and failures are written " + successes
                            + " | trials(n) ~ …, where the column n is "
                            + successes + " + " + failures + ", or " + successes + " | trials(" + successes + " + "
                            + failures + ") ~ …");
        }
    }
}
