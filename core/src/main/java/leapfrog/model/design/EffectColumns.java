package leapfrog.model.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.model.Design.GroupCoefficient;
import leapfrog.model.Design.PopulationTerm;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Place;
import leapfrog.model.formula.Terms;
import leapfrog.model.formula.Terms.Interaction;
import org.jspecify.annotations.Nullable;

/** Codes effects: numbers as covariates; factors as levels of population terms, and as columns of 0 and 1 in group terms. */
final class EffectColumns {
    private static final String INTERCEPT = "Intercept";
    private static final long MOST_CELLS = 200_000_000;

    private final Factors factors;
    private final Calculation calculation;
    private final int rows;
    private final Map<List<Expression>, double[]> products = new HashMap<>();

    EffectColumns(Factors factors, Calculation calculation, int rows) {
        this.factors = factors;
        this.calculation = calculation;
        this.rows = rows;
    }

    /** One population term each; a term of which no level is coded, as a contrast of a single level, is left out. */
    List<PopulationTerm> population(Terms.Effects effects) {
        List<PopulationTerm> terms = new ArrayList<>();
        if (effects.intercept()) {
            terms.add(new PopulationTerm(INTERCEPT, null, -1, new boolean[0]));
        }
        List<boolean[]> full = Marginality.full(effects, factors::isFactor);
        for (int t = 0; t < full.size(); t++) {
            Interaction term = effects.interactions().get(t);
            Coding coding = coding(term, full.get(t));
            double[] covariate = covariate(term);
            if (coding.factors().isEmpty()) {
                terms.add(new PopulationTerm(term.name(), covariate, -1, new boolean[0]));
            } else if (coding.combinations() > 0) {
                int factor = factors.index(coding.factors(), true);
                terms.add(new PopulationTerm(term.name(), covariate, factor, coding.coded()));
            }
        }
        return terms;
    }

    /**
     * The coefficients that vary by group; a factor has one for each coded level, named as R names the column: the factor, then the
     * level.
     */
    List<GroupCoefficient> group(Terms.Effects effects, Place place) {
        List<GroupCoefficient> coefficients = new ArrayList<>();
        if (effects.intercept()) {
            coefficients.add(new GroupCoefficient(INTERCEPT, null));
        }
        List<boolean[]> full = Marginality.full(effects, factors::isFactor);
        for (int t = 0; t < full.size(); t++) {
            Interaction term = effects.interactions().get(t);
            Coding coding = coding(term, full.get(t));
            double[] covariate = covariate(term);
            if (coding.factors().isEmpty()) {
                coefficients.add(new GroupCoefficient(term.name(), covariate));
            } else {
                if (coding.combinations() * rows > MOST_CELLS) {
                    throw place.error(term.name() + " has " + coding.combinations()
                            + " levels in each group, too many for " + rows + " rows");
                }
                coding.forEach(levels -> coefficients.add(indicator(term, levels, covariate)));
            }
        }
        return coefficients;
    }

    private GroupCoefficient indicator(
            Interaction term, Map<Expression, Integer> levels, double @Nullable [] covariate) {
        StringBuilder name = new StringBuilder();
        for (Expression variable : term.variables()) {
            Integer level = levels.get(variable);
            name.append(name.isEmpty() ? "" : ":").append(variable);
            name.append(level == null ? "" : factors.levels(variable).levels().get(level));
        }
        double[] column = covariate == null ? ones() : covariate.clone();
        levels.forEach((variable, level) -> {
            int[] of = factors.levels(variable).level();
            for (int i = 0; i < rows; i++) {
                column[i] = of[i] == level ? column[i] : 0;
            }
        });
        return new GroupCoefficient(name.toString(), column);
    }

    private double[] ones() {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The product of a term's numeric variables, the same array for the same variables; null where there are none. */
    private double @Nullable [] covariate(Interaction term) {
        List<Expression> numbers = term.variables().stream()
                .filter(variable -> !factors.isFactor(variable))
                .toList();
        if (numbers.isEmpty()) {
            return null;
        }
        double[] known = products.get(numbers);
        if (known == null) {
            known = numbers.size() == 1 ? calculation.value(numbers.getFirst()) : product(numbers);
            products.put(numbers, known);
        }
        return known;
    }

    private double[] product(List<Expression> numbers) {
        double[] product = ones();
        for (Expression variable : numbers) {
            double[] values = calculation.value(variable);
            for (int i = 0; i < rows; i++) {
                product[i] *= values[i];
                if (!Double.isFinite(product[i])) {
                    throw variable.place().error("the product of " + numbers + " is too large");
                }
            }
        }
        return product;
    }

    private Coding coding(Interaction term, boolean[] full) {
        List<Expression> variables = term.variables();
        int[] which = IntStream.range(0, full.length)
                .filter(v -> factors.isFactor(variables.get(v)))
                .toArray();
        List<Expression> picked =
                Arrays.stream(which).<Expression>mapToObj(variables::get).toList();
        int[] levels = Arrays.stream(which)
                .map(v -> factors.levels(variables.get(v)).levels().size())
                .toArray();
        int[] first = Arrays.stream(which).map(v -> full[v] ? 0 : 1).toArray();
        return new Coding(picked, levels, first);
    }
}
