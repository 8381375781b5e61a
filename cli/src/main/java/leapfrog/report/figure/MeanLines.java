package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.LinearPredictor;
import leapfrog.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Holds the lines of a factor's levels and of the population with all else in the model at its mean over all rows, so that they tell of the
 * same quantity: η = intercept + slope · z. All else are the offset, other population terms, other coefficients of the levels, and effects
 * of factors that cross this one. Effects of factors nested in this one are part of what a level's rows say, and 0 in a line.
 */
final class MeanLines {
    private final Model model;
    private final GroupLines groups;
    private final double[] draw;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<Own> own = new ArrayList<>();
    private final int[] level;
    private final Set<Integer> nested;
    /** [n] η less all that is the row's level's own. */
    private final double[] rest;

    private final double meanRest;

    /**
     * Coefficients of the levels other than those of the line's covariate.
     *
     * @param covariate [n], or null for the constant 1
     * @param mean of the covariate
     * @param column [levels] the quantity, or −1 for a level that has none
     */
    private record Own(double @Nullable [] covariate, double mean, int[] column) {}

    /** @param draw the quantities, such as their posterior means */
    MeanLines(Model model, GroupLines groups, double[] draw) {
        this.model = model;
        this.groups = groups;
        this.draw = draw;
        model.quantityNames().forEach(name -> columns.put(name, columns.size()));
        Design design = model.design();
        level = design.factors().get(groups.factorIndex()).level();
        nested = nested(design);
        addOwn(design);
        rest = eta(nested::contains);
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= groups.slope(draw, 0, level[i]) * groups.covariate()[i];
            for (Own coefficients : own) {
                rest[i] -= coefficient(coefficients, level[i]) * at(coefficients.covariate(), i);
            }
        }
        meanRest = mean(rest);
    }

    private void addOwn(Design design) {
        String factor = groups.factor();
        for (Design.GroupTerm group : design.groups()) {
            for (Design.GroupCoefficient coefficient : group.coefficients()) {
                if (group.factor() == groups.factorIndex()) {
                    addOwn(
                            coefficient.covariate(),
                            j -> "coef_" + factor + "[" + groups.levels().get(j) + "," + coefficient.name() + "]");
                }
            }
        }
        for (Design.PopulationTerm term : design.population()) {
            if (term.factor() == groups.factorIndex()) {
                addOwn(
                        term.covariate(),
                        j -> "b_" + term.name() + "[" + groups.levels().get(j) + "]");
            }
        }
    }

    private void addOwn(double @Nullable [] covariate, IntFunction<String> name) {
        if (covariate == null || !Arrays.equals(covariate, groups.covariate())) {
            int[] column = IntStream.range(0, groups.levels().size())
                    .map(j -> columns.getOrDefault(name.apply(j), -1))
                    .toArray();
            own.add(new Own(covariate, covariate == null ? 1 : mean(covariate), column));
        }
    }

    /** Factors of group effects each of whose levels lies within one level of this one. */
    private Set<Integer> nested(Design design) {
        Set<Integer> nested = new HashSet<>();
        for (Design.GroupTerm group : design.groups()) {
            int[] inner = design.factors().get(group.factor()).level();
            Map<Integer, Integer> outer = new HashMap<>();
            boolean within = IntStream.range(0, inner.length)
                    .allMatch(i -> outer.computeIfAbsent(inner[i], _ -> level[i]) == level[i]);
            if (within && group.factor() != groups.factorIndex() && !inPopulation(group.factor())) {
                nested.add(group.factor());
            }
        }
        return nested;
    }

    private boolean inPopulation(int factor) {
        return model.design().population().stream().anyMatch(term -> term.factor() == factor);
    }

    /** η of rows whose levels of some factors are new ones, with deviations of 0. */
    private double[] eta(IntPredicate typical) {
        Design design = model.design();
        List<Design.Factor> factors = new ArrayList<>();
        for (int f = 0; f < design.factors().size(); f++) {
            Design.Factor factor = design.factors().get(f);
            if (typical.test(f)) {
                List<String> levels = new ArrayList<>(factor.levels());
                levels.add("");
                int[] all = new int[design.rows()];
                Arrays.fill(all, factor.levels().size());
                factors.add(new Design.Factor(factor.name(), levels, all));
            } else {
                factors.add(factor);
            }
        }
        LinearPredictor predictor = LinearPredictor.of(
                model,
                new Design(
                        design.formula(),
                        design.tableRows(),
                        design.usedRows(),
                        design.responseName(),
                        design.response(),
                        factors,
                        design.population(),
                        design.groups(),
                        design.offset()));
        double[] eta = new double[design.rows()];
        predictor.evaluate(draw, 0, new double[predictor.unseen()], 0, eta.length, eta);
        return eta;
    }

    /** Whether there is anything else in the model. */
    boolean anyElse() {
        Design design = model.design();
        return design.offset() != null
                || own.stream().anyMatch(coefficients -> coefficients.covariate() != null)
                || design.groups().stream()
                        .anyMatch(group -> group.factor() != groups.factorIndex() && !nested.contains(group.factor()))
                || design.population().stream()
                        .anyMatch(term -> term.factor() != groups.factorIndex()
                                && (term.factor() >= 0 || term.covariate() != null)
                                && !Arrays.equals(term.covariate(), groups.covariate()));
    }

    /** The line of a level. */
    Line line(int j) {
        double intercept = meanRest;
        for (Own coefficients : own) {
            intercept += coefficient(coefficients, j) * coefficients.mean();
        }
        return new Line(intercept, groups.slope(draw, 0, j));
    }

    /** The population's line, or null where the levels do not vary about one. */
    @Nullable
    Line population() {
        int intercept = columns.getOrDefault("b_Intercept", -1);
        int slope = columns.getOrDefault("b_" + groups.covariateName(), -1);
        if (intercept < 0 || !groups.flat() && slope < 0 || inPopulation(groups.factorIndex())) {
            return null;
        }
        double b = groups.flat() ? 0 : draw[slope];
        double[] eta = eta(f -> f == groups.factorIndex() || nested.contains(f));
        return new Line(mean(eta) - b * mean(groups.covariate()), b);
    }

    /** How far all else in a row is from its mean. */
    double offMean(int row) {
        double off = rest[row] - meanRest;
        for (Own coefficients : own) {
            off += coefficient(coefficients, level[row]) * (at(coefficients.covariate(), row) - coefficients.mean());
        }
        return off;
    }

    private double coefficient(Own coefficients, int j) {
        int column = coefficients.column()[j];
        return column < 0 ? 0 : draw[column];
    }

    private static double at(double @Nullable [] covariate, int row) {
        return covariate == null ? 1 : covariate[row];
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
