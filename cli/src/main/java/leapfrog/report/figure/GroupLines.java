package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.LinearPredictor;
import leapfrog.model.Model;

/**
 * Reads off a draw the line of each level of a factor: η = intercept + slope · z, with everything else in the model at its mean over the
 * level's rows. η is linear in a draw, so the posterior means of the quantities give the posterior mean of the lines.
 */
final class GroupLines {
    /** Of a level with more rows so many, evenly chosen, stand for all in the mean of everything else. */
    private static final int ROWS = 500;

    private final int factorIndex;
    private final Design.Factor factor;
    private final String covariateName;
    private final double[] covariate;
    private final boolean slopesVary;
    /** [levels][…] quantities whose sum is the slope. */
    private final int[][] slope;

    private final int[][] rows;
    private final LinearPredictor predictor;
    private final double[] eta = new double[1];

    private GroupLines(Model model, Subject subject, int[][] slope, boolean slopesVary) {
        factorIndex = subject.factor();
        factor = model.design().factors().get(factorIndex);
        covariateName = subject.name();
        covariate = subject.covariate();
        this.slope = slope;
        this.slopesVary = slopesVary;
        rows = rowsOf(factor);
        predictor = LinearPredictor.of(model);
    }

    /**
     * A covariate whose slope is drawn for the levels of a factor.
     *
     * @param factor index into the design's factors
     */
    private record Subject(int factor, String name, double[] covariate) {}

    /**
     * Of the first factor with group effects, or else with population effects of at least three levels, and its first covariate; with
     * group effects and no covariate at all, flat lines ({@link #flat}).
     */
    static Optional<GroupLines> of(Model model) {
        Design design = model.design();
        int factor = design.groups().isEmpty()
                ? design.population().stream()
                        .mapToInt(Design.PopulationTerm::factor)
                        .filter(f -> f >= 0 && design.factors().get(f).levels().size() > 2)
                        .findFirst()
                        .orElse(-1)
                : design.groups().getFirst().factor();
        if (factor < 0) {
            return Optional.empty();
        }
        List<Subject> subjects = covariates(design, factor);
        if (subjects.isEmpty() && !design.groups().isEmpty()) {
            int levels = design.factors().get(factor).levels().size();
            Subject constant = new Subject(factor, "", new double[design.rows()]);
            return Optional.of(new GroupLines(model, constant, new int[levels][0], false));
        }
        return subjects.stream().findFirst().flatMap(subject -> of(model, subject));
    }

    /**
     * Of a factor and a covariate by name, where a model without group effects of that factor has them. A column of numbers is a factor in a
     * population term as {@code factor(year)}, and in a group term by itself.
     */
    static Optional<GroupLines> unpooled(Model model, String factor, String covariate) {
        Design design = model.design();
        for (Design.PopulationTerm term : design.population()) {
            if (term.factor() >= 0
                    && term.covariate() == null
                    && bare(design.factors().get(term.factor()).name()).equals(bare(factor))
                    && design.groups().stream().noneMatch(group -> group.factor() == term.factor())) {
                return covariates(design, term.factor()).stream()
                        .filter(subject -> subject.name().equals(covariate))
                        .findFirst()
                        .flatMap(subject -> of(model, subject));
            }
        }
        return Optional.empty();
    }

    private static String bare(String factor) {
        return factor.replaceAll("\\bfactor\\(([^()]*)\\)", "$1");
    }

    private static List<Subject> covariates(Design design, int factor) {
        List<Subject> subjects = new ArrayList<>();
        for (Design.GroupTerm group : design.groups()) {
            for (Design.GroupCoefficient coefficient : group.coefficients()) {
                double[] z = coefficient.covariate();
                if (group.factor() == factor && z != null) {
                    subjects.add(new Subject(factor, coefficient.name(), z));
                }
            }
        }
        for (Design.PopulationTerm term : design.population()) {
            double[] z = term.covariate();
            if (z != null && (term.factor() < 0 || term.factor() == factor)) {
                subjects.add(new Subject(factor, covariateName(design, term), z));
            }
        }
        return subjects;
    }

    /** A term's name without that of its factor: floor of county:floor. */
    private static String covariateName(Design design, Design.PopulationTerm term) {
        if (term.factor() < 0) {
            return term.name();
        }
        List<String> parts = List.of(design.factors().get(term.factor()).name().split(":", -1));
        return String.join(
                ":",
                Arrays.stream(term.name().split(":", -1))
                        .filter(part -> !parts.contains(part))
                        .toList());
    }

    /** Empty where the covariate stands in a term that is not a slope of a level: an interaction, a square. */
    private static Optional<GroupLines> of(Model model, Subject subject) {
        Design design = model.design();
        Map<String, Integer> columns = new HashMap<>();
        model.quantityNames().forEach(name -> columns.put(name, columns.size()));
        Design.Factor factor = design.factors().get(subject.factor());
        List<List<Integer>> slope = new ArrayList<>();
        factor.levels().forEach(level -> slope.add(new ArrayList<>()));
        List<String> absorbed = new ArrayList<>();
        for (Design.GroupTerm group : design.groups()) {
            for (Design.GroupCoefficient coefficient : group.coefficients()) {
                if (group.factor() == subject.factor() && Arrays.equals(coefficient.covariate(), subject.covariate())) {
                    absorbed.add(coefficient.name());
                    for (int j = 0; j < slope.size(); j++) {
                        slope.get(j)
                                .add(columns.get("coef_" + factor.name() + "["
                                        + factor.levels().get(j) + "," + coefficient.name() + "]"));
                    }
                }
            }
        }
        Pattern word = Pattern.compile("\\b" + Pattern.quote(subject.name()) + "\\b");
        boolean vary = !absorbed.isEmpty();
        for (Design.PopulationTerm term : design.population()) {
            if (!Arrays.equals(term.covariate(), subject.covariate())) {
                if (word.matcher(term.name()).find()) {
                    return Optional.empty();
                }
            } else if (term.factor() == subject.factor()) {
                vary = true;
                for (int j = 0; j < slope.size(); j++) {
                    if (term.coded()[j]) {
                        slope.get(j)
                                .add(columns.get("b_" + term.name() + "["
                                        + factor.levels().get(j) + "]"));
                    }
                }
            } else if (term.factor() >= 0) {
                return Optional.empty();
            } else if (!absorbed.contains(term.name())) {
                slope.forEach(sum -> sum.add(columns.get("b_" + term.name())));
            }
        }
        int[][] sums = slope.stream()
                .map(sum -> sum.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        return Optional.of(new GroupLines(model, subject, sums, vary));
    }

    private static int[][] rowsOf(Design.Factor factor) {
        List<List<Integer>> rows = new ArrayList<>();
        factor.levels().forEach(level -> rows.add(new ArrayList<>()));
        for (int i = 0; i < factor.level().length; i++) {
            rows.get(factor.level()[i]).add(i);
        }
        return rows.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    String factor() {
        return factor.name();
    }

    /** Index into the design's factors. */
    int factorIndex() {
        return factorIndex;
    }

    List<String> levels() {
        return factor.levels();
    }

    String covariateName() {
        return covariateName;
    }

    /** [n] */
    double[] covariate() {
        return covariate;
    }

    /** Whether there is no covariate, so that lines are their intercepts alone. */
    boolean flat() {
        return covariateName.isEmpty();
    }

    /** Whether levels have slopes of their own. */
    boolean slopesVary() {
        return slopesVary;
    }

    /** The rows of a level. */
    int[] rows(int level) {
        return rows[level];
    }

    /** Whether a level's rows differ in the covariate, so that they alone tell a slope. */
    boolean hasContrast(int level) {
        return IntStream.of(rows[level])
                        .mapToDouble(i -> covariate[i])
                        .distinct()
                        .count()
                > 1;
    }

    /**
     * The line of a level.
     *
     * @param draw {@code draw[at …]} are the quantities
     */
    Line line(double[] draw, int at, int level) {
        double b = slope(draw, at, level);
        int[] own = rows[level];
        int count = Math.min(ROWS, own.length);
        double rest = 0;
        for (int k = 0; k < count; k++) {
            int row = own[(int) ((long) k * own.length / count)];
            predictor.evaluate(draw, at, row, row + 1, eta);
            rest += eta[0] - b * covariate[row];
        }
        return new Line(rest / count, b);
    }

    /** The slope of a level's line. */
    double slope(double[] draw, int at, int level) {
        double b = 0;
        for (int column : slope[level]) {
            b += draw[at + column];
        }
        return b;
    }
}
