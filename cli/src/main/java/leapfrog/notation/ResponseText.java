package leapfrog.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Literal;
import leapfrog.model.formula.Formula;

/** Writes the distribution of a model's response given η in mathematical notation. */
final class ResponseText {
    private final Design design;
    private final Family family;
    private final List<Call> additions;

    private ResponseText(Model model) {
        design = model.design();
        family = model.options().family();
        additions = Formula.parse(design.formula()).response().additions();
    }

    /** The lines: distribution, link, what text stands for, weights. */
    static List<String> lines(Model model) {
        return new ResponseText(model).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        String response = design.responseName() + "_i";
        lines.add(response + " ~ " + distribution() + ",  i = 1 … " + design.response().length);
        switch (family.link()) {
            case IDENTITY -> {}
            case LOGIT -> lines.add("logit(p_i) = η_i");
            case LOG -> lines.add("log(mu_i) = η_i");
        }
        if (!design.responseLevels().isEmpty()) {
            lines.add(response + " = 0 for '" + design.responseLevels().getFirst() + "', 1 for '"
                    + design.responseLevels().getLast() + "'");
        }
        if (design.additions().weights() != null) {
            lines.add("the log density of row i counts " + indexed("weights") + " times");
        }
        return lines;
    }

    private String distribution() {
        return switch (family.kind()) {
            case GAUSSIAN -> "Normal(η_i, " + deviation() + ")";
            case STUDENT_T -> "StudentT(" + parameter("nu") + ", η_i, " + parameter("sigma") + ")";
            case BERNOULLI -> "Bernoulli(p_i)";
            case BINOMIAL -> "Binomial(" + indexed("trials") + ", p_i)";
            case POISSON -> "Poisson(mu_i)";
            case NEGATIVE_BINOMIAL -> {
                String shape = parameter("shape");
                yield "NegativeBinomial(mu_i, " + shape + "), variance mu_i + mu_i² / " + shape;
            }
        };
    }

    private String deviation() {
        if (design.additions().standardError() == null) {
            return parameter("sigma");
        }
        return design.additions().sigma() ? "√(" + parameter("sigma") + "² + " + indexed("se") + "²)" : indexed("se");
    }

    /** A parameter's name, or its value if that is fixed. */
    private String parameter(String name) {
        Map<String, Double> fixed = family.fixed();
        Double value = fixed.get(name);
        return value == null ? name : Family.exact(value);
    }

    /** What an addition takes from row i; a number is the same in all. */
    private String indexed(String function) {
        for (Call call : additions) {
            if (call.function().equals(function)) {
                Expression argument = call.arguments().getFirst();
                return argument instanceof Literal ? argument.toString() : argument + "_i";
            }
        }
        throw new IllegalStateException("the formula has no " + function + "( )");
    }
}
