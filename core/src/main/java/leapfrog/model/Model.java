package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes of a design, priors and a parametrization what a sampler needs: structure, data, names of coordinates, and reported
 * quantities. Immutable.
 *
 * <p>A population coefficient that a group effect of the same name varies is absorbed by the first such effect in formula order: it
 * becomes that effect's mean and leaves the likelihood, under both parametrizations. Other effects have mean 0.
 */
public final class Model {
    private final Design design;
    private final ModelOptions options;
    private final ModelStructure structure;
    private final ModelData data;
    private final List<String> coordinates;
    private final List<PriorUse> priors;
    private final List<String> warnings;
    private final Reporter reporter;
    private final Scaling scaling;

    private Model(Design design, ModelOptions options) {
        this.design = design;
        this.options = options;
        if (design.response().length > 1) {
            // One row identifies one coefficient at most; a model of it is legal, and warned of.
            PopulationRank.of(design).requireFull();
        }
        Layout layout = Layout.of(design, options.parametrization());
        PriorPlan plan = PriorPlan.of(layout, options);
        Terms terms = Terms.of(layout);
        ModelData.Rows rows = options.reduce() ? GaussianCells.reduce(terms.rows()) : terms.rows();
        structure = new ModelStructure(
                Likelihood.NORMAL,
                terms.structures(),
                List.of(),
                design.factors().size(),
                design.offset() != null,
                rows.weight() != null);
        data = new ModelData(
                design.formula(),
                layout.dimension(),
                transforms(layout),
                plan.kernels(),
                terms.terms(),
                List.of(),
                List.of(ModelData.FamilyParameter.estimated(layout.sigma())),
                rows);
        coordinates = List.copyOf(layout.coordinates());
        priors = plan.uses();
        warnings = warnings(layout);
        reporter = new Reporter(layout);
        scaling = DesignScaling.of(layout);
    }

    /**
     * @throws InputException if a prior or a parametrization names what the model has not, a default prior cannot be scaled, effects
     *     are correlated, a population column is a linear combination of others, or no row is left
     */
    public static Model of(Design design, ModelOptions options) {
        if (design.response().length == 0) {
            throw new InputException("no row is left: each of the table's " + design.tableRows()
                    + " rows has a missing value in a column that the formula uses");
        }
        return new Model(design, options);
    }

    public Design design() {
        return design;
    }

    public ModelOptions options() {
        return options;
    }

    public ModelStructure structure() {
        return structure;
    }

    public ModelData data() {
        return data;
    }

    /** Number of unconstrained coordinates. */
    public int dimension() {
        return data.dimension();
    }

    /**
     * Names of the unconstrained coordinates, [dimension]: {@code b_floor}, {@code log_sd_county[floor]}, {@code log_sigma},
     * {@code z_county[AITKIN,floor]} (noncentered), {@code coef_county[AITKIN,floor]} (centered, absorbing),
     * {@code r_county[AITKIN,floor]} (centered, any other).
     */
    public List<String> coordinates() {
        return coordinates;
    }

    /** From the coordinates in which chains move to the model's own. */
    public Scaling scaling() {
        return scaling;
    }

    /** The reported quantities: b, sd, sigma, coef; their elements stand at 0 … quantities() − 1. */
    public List<Variable> variables() {
        return reporter.variables();
    }

    /** Number of reported quantities. */
    public int quantities() {
        return reporter.quantities();
    }

    /** Names of the reported quantities, [quantities]. */
    public List<String> quantityNames() {
        return variables().stream()
                .flatMap(variable -> variable.quantities().stream())
                .toList();
    }

    /**
     * Writes the reported quantities of an unconstrained position; allocates nothing.
     *
     * @param position {@code position[at .. at + dimension)} is read
     * @param out {@code out[outAt .. outAt + quantities)} is written
     */
    public void report(double[] position, int at, double[] out, int outAt) {
        reporter.report(position, at, out, outAt);
    }

    /** The priors in use: the user's as given, then the defaults. */
    public List<PriorUse> priors() {
        return priors;
    }

    /** What is legal but worth knowing, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    public Reduction reduction() {
        return new Reduction(design.response().length, data.rows().count());
    }

    private static List<Transform> transforms(Layout layout) {
        Transform[] transforms = new Transform[layout.scalars()];
        Arrays.fill(transforms, Transform.EXP);
        Arrays.fill(transforms, 0, layout.columns().size(), Transform.IDENTITY);
        return List.of(transforms);
    }

    private static List<String> warnings(Layout layout) {
        Design design = layout.design();
        List<String> warnings = new ArrayList<>();
        int rows = design.response().length;
        if (rows == 1) {
            warnings.add("there is one row: the posterior rests on the priors");
        } else if (ColumnStatistics.of(design.response()).constant()) {
            warnings.add("the response " + design.responseName() + " is constant over its " + rows
                    + " rows: sigma is held above 0 by its prior alone");
        }
        for (Layout.Effect effect : layout.effects()) {
            if (effect.levels() == 1) {
                warnings.add(effect.group() + " has one level: the data say next to nothing about "
                        + effect.slot().name());
            }
        }
        List<String> empty = layout.columns().stream()
                .filter(Layout.Column::empty)
                .map(column -> column.slot().name())
                .toList();
        if (!empty.isEmpty()) {
            int shown = 5;
            warnings.add("no row informs " + String.join(", ", empty.subList(0, Math.min(shown, empty.size())))
                    + (empty.size() > shown ? " and " + (empty.size() - shown) + " more" : "")
                    + ": the posterior is the prior there");
        }
        return List.copyOf(warnings);
    }
}
