package leapfrog.sbc;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leapfrog.batch.FitRecord;
import leapfrog.batch.PlannedFit;
import leapfrog.batch.Refit;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.PriorUse;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import leapfrog.predict.PriorSimulation;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.sample.SummaryRow;

/**
 * Calibrates the inference of a model by simulation: parameters are drawn from its priors and responses given those, for the rows of a table; where
 * the model is fitted to these, the true value's rank among independent posterior draws is uniform, whatever the model (Talts et al. 2018,
 * arXiv:1804.06788).
 *
 * <p>Default priors, which are scaled by the data, are made once, of the table; simulations and fits have the same ones.
 */
public final class Study {
    /** How often a fit may be made again with twice the draws. */
    private static final int MOST_DOUBLINGS = 3;

    private final String response;
    private final Table like;
    private final Recipe recipe;
    private final PriorSimulation simulation;
    private final int draws;

    private Study(String response, Table like, Recipe recipe, PriorSimulation simulation, int draws) {
        this.response = response;
        this.like = like;
        this.recipe = recipe;
        this.simulation = simulation;
        this.draws = draws;
    }

    /**
     * Plans a study.
     *
     * @param recipe of the model that is fitted
     * @param over priors that simulations are drawn from where they are not the model's own; empty for a study of the model itself
     * @param table whose rows and response are stood in for
     * @param draws L, among which a true value is ranked, at least 1
     * @throws InputException if the formula does not fit the table, a prior is improper, rows have weights, or the response is not a column
     */
    public static Study of(Recipe recipe, List<String> over, Table table, int draws) {
        Formula formula = Formula.parse(recipe.formula());
        if (!(formula.response().value() instanceof Name response)) {
            throw formula.response()
                    .value()
                    .place()
                    .error("data are made for a response that is a column, as in y ~ x");
        }
        Design all = recipe.design(table);
        Table used = DesignBuilder.usedPart(formula, table).rows(all.usedRows());
        Design design = recipe.design(used);
        Recipe simulated = frozen(recipe.withPriors(overlaid(recipe.priors(), over)), design);
        return new Study(
                response.name(), used, frozen(recipe, design), PriorSimulation.of(design, simulated.options()), draws);
    }

    /** With every prior said, the defaults as this design makes them. */
    private static Recipe frozen(Recipe recipe, Design design) {
        return recipe.withPriors(Model.of(design, recipe.options()).priors().stream()
                .map(PriorUse::text)
                .toList());
    }

    /** Priors in the place of those on the same, and the others. */
    private static List<String> overlaid(List<String> priors, List<String> over) {
        Set<String> replaced = subjects(over).collect(Collectors.toCollection(HashSet::new));
        return Stream.concat(
                        priors.stream().filter(prior -> subjects(List.of(prior)).noneMatch(replaced::contains)),
                        over.stream())
                .toList();
    }

    private static Stream<String> subjects(List<String> priors) {
        return Priors.of(priors).statements().stream()
                .map(statement -> statement.target().text());
    }

    /** The recipe of every fit, with every prior said. */
    public Recipe recipe() {
        return recipe;
    }

    /** What parameters and responses are drawn from. */
    public PriorSimulation simulation() {
        return simulation;
    }

    /** L. */
    public int draws() {
        return draws;
    }

    /**
     * The fits, each of data of its own: {@code sim00001} …; fewer are the first of more.
     *
     * @param settings their seed keys simulations too
     */
    public List<PlannedFit> fits(int count, FitSettings settings) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(k -> {
                    PlannedFit bare = PlannedFit.named(String.format("sim%05d", k), recipe, settings, () -> like);
                    long seed = bare.settings().seed();
                    return new PlannedFit(bare.name(), recipe, bare.settings(), () -> data(seed));
                })
                .toList();
    }

    private Table data(long seed) {
        double[] responses = simulation.responses(simulation.parameters(seed), seed);
        if (!DoubleStream.of(responses).allMatch(Double::isFinite)) {
            throw new InputException("parameters were drawn under which a response is not finite; narrower priors make"
                    + " data that can be");
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        for (String name : like.names()) {
            columns.put(
                    name,
                    name.equals(response) ? new Column.Numbers(responses) : Objects.requireNonNull(like.find(name)));
        }
        return Table.of(columns);
    }

    /**
     * Makes fits again with twice the draws, up to eight times as many, until each quantity has an effective sample size of at least L, bulk and tail.
     */
    public Refit longer() {
        return fitted -> fitted.attempt() > MOST_DOUBLINGS || suffices(fitted)
                ? Optional.empty()
                : Optional.of(fitted.planned()
                        .settings()
                        .withDraws(2 * fitted.planned().settings().draws()));
    }

    /** Whether each quantity of a fit has an effective sample size of at least L. */
    public boolean suffices(FitRecord.Fitted fitted) {
        return fitted.summary().stream()
                .mapToDouble(Study::effective)
                .filter(size -> !Double.isNaN(size))
                .allMatch(size -> size >= draws);
    }

    private static double effective(SummaryRow row) {
        return Math.min(row.essBulk(), row.essTail());
    }

    /** The ranks of the true values that a fit's data were made with. */
    public List<Rank> ranks(FitRecord.Fitted fitted) {
        long seed = fitted.planned().settings().seed();
        return new ThinnedRanks(fitted.model(), fitted.fit().draws(), draws).of(simulation.parameters(seed));
    }
}
