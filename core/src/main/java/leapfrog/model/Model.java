package leapfrog.model;

import java.util.Arrays;
import java.util.List;
import leapfrog.model.merge.DesignCells;
import leapfrog.model.prior.Priors;
import leapfrog.model.reduce.Reduced;

/**
 * Makes of a design, priors and a parametrization what a sampler needs: structure, data, names of coordinates, and reported
 * quantities. Immutable.
 *
 * <p>A population coefficient that a group effect of the same name varies is absorbed by the first such effect in formula order: it
 * becomes that effect's mean and leaves the likelihood, under both parametrizations. Other effects have mean 0.
 */
public final class Model implements Sampled {
    private final Design design;
    private final Layout layout;
    private final ModelOptions options;
    private final ModelStructure structure;
    private final ModelData data;
    private final List<String> coordinates;
    private final List<PriorUse> priors;
    private final List<String> improper;
    private final List<String> warnings;
    private final Reporter reporter;
    private final Scaling scaling;
    private final Reduction reduction;

    private Model(Design given, ModelOptions options) {
        this.design = given;
        this.options = options;
        // The order of a table's rows must not change a bit of what is sampled.
        Design design = CanonicalOrder.of(options.reduce() ? DesignCells.collapse(given, options.family()) : given);
        if (design.observations() > 1) {
            // One row identifies one coefficient at most; a model of it is legal, and warned of.
            PopulationRank.requireFull(design);
        }
        Observations observations = Observations.of(design, options.family());
        layout = Layout.of(design, observations.estimated(), options.parametrization());
        PriorPlan plan = PriorPlan.of(layout, options);
        if (options.priorOnly()) {
            plan.requireProper();
        } else if (!plan.improper().isEmpty() && design.additions().any()) {
            PopulationRank.requireProper(design, plan.improper());
        }
        Terms terms = Terms.of(layout, observations);
        Likelihood likelihood = observations.likelihood();
        Reduced reduced = reduced(terms, options, likelihood, design.observations());
        ModelData.Rows rows = reduced.rows();
        structure = new ModelStructure(
                likelihood,
                reduced.terms().stream().map(ModelData.Term::structure).toList(),
                terms.correlated().stream().map(ModelData.Correlated::size).toList(),
                design.factors().size(),
                rows.offset() != null,
                rows.weight() != null);
        ModelData undecided = new ModelData(
                design.formula(),
                layout.dimension(),
                plan.transforms(),
                plan.kernels(),
                reduced.terms(),
                terms.correlated(),
                observations.parameters(layout::parameter),
                rows);
        Layout chosen = Centering.choose(layout, options.parametrization(), likelihood, undecided);
        List<Transform> transforms = options.scales() == ModelOptions.ScaleCoordinates.SIGNED
                ? SignedScales.of(chosen, plan, options)
                : plan.transforms();
        data = undecided
                .with(Terms.chosen(reduced.terms(), chosen), Terms.correlated(chosen))
                .with(transforms);
        coordinates = List.copyOf(chosen.coordinates(transforms));
        priors = plan.uses();
        improper = plan.improper();
        warnings = options.priorOnly() ? List.of() : ModelWarnings.of(layout, observations, undecided);
        reporter = new Reporter(chosen, transforms);
        scaling = DesignScaling.of(chosen, plan, transforms, options);
        reduction = new Reduction(
                (int) design.observations(),
                rows.count(),
                reduced.method(),
                likelihood,
                design.factors().stream().map(Design.Factor::name).toList());
    }

    /**
     * Makes the model of a design.
     *
     * @param design built for the options' family
     * @throws InputException if a prior or a parametrization names what the model has not, a default prior cannot be scaled, the
     *     prior alone is asked for but improper, a population column is a linear combination of others, or no row is left
     */
    public static Model of(Design design, ModelOptions options) {
        if (design.response().length == 0) {
            throw new InputException("no row is left: each of the table's " + design.tableRows()
                    + " rows has a missing value in a column that the formula uses");
        }
        return new Model(design, options);
    }

    /**
     * The same with weight 0 for some rows: they have no say, yet everything that the data scale, default priors and centered columns, is as it was.
     *
     * @param rows of the design
     */
    public Model without(int[] rows) {
        return new Model(design.with(design.additions().without(rows, design.rows())), options);
    }

    /** Of the options' priors those that a model of this design has parameters for and that no more specific one makes useless. */
    public static Priors applicable(Design design, ModelOptions options) {
        List<String> parameters = Observations.of(design, options.family()).estimated();
        return options.priors()
                .appliedTo(
                        Layout.of(design, parameters, options.parametrization()).slots());
    }

    /** The model without its priors. */
    public Design design() {
        return design;
    }

    Layout layout() {
        return layout;
    }

    Reporter reporter() {
        return reporter;
    }

    /** What the user chose besides the formula. */
    public ModelOptions options() {
        return options;
    }

    @Override
    public ModelStructure structure() {
        return structure;
    }

    @Override
    public ModelData data() {
        return data;
    }

    /**
     * Names of the unconstrained coordinates, [dimension]: {@code b_floor}, {@code log_sd_county[floor]}, {@code log_sigma},
     * {@code cpc_county[floor,Intercept]} (atanh of a canonical partial correlation), {@code z_county[AITKIN,floor]} (noncentered),
     * {@code coef_county[AITKIN,floor]} (centered, absorbing), {@code r_county[AITKIN,floor]} (centered, any other).
     *
     * <p>A scalar v with a bound, which every scale has, is named for its transform, as Stan has them: {@code log_…} is log(v − lower)
     * with a lower bound and log(upper − v) with an upper one, {@code logit_…} is log((v − lower) / (upper − v)) with both.
     */
    @Override
    public List<String> coordinates() {
        return coordinates;
    }

    /** From the coordinates in which chains move to the model's own. */
    @Override
    public Scaling scaling() {
        return scaling;
    }

    /** The reported quantities: b, sd, cor, the family's parameters, coef; their elements stand at 0 … quantities() − 1. */
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
     * Writes the reported quantities of one unconstrained position.
     *
     * @param position {@code position[at .. at + dimension)} is read
     * @param out {@code out[outAt .. outAt + quantities)} is written
     */
    public void report(double[] position, int at, double[] out, int outAt) {
        double[][] coordinates = new double[dimension()][];
        Arrays.setAll(coordinates, d -> new double[] {position[at + d]});
        double[][] quantities = new double[quantities()][1];
        reporter.report(coordinates, quantities, 1);
        for (int k = 0; k < quantities.length; k++) {
            out[outAt + k] = quantities[k][0];
        }
    }

    @Override
    public Reporting reporting() {
        return new Reporting() {
            @Override
            public int normals() {
                return 0;
            }

            @Override
            public void report(double[][] positions, double[][] normals, double[][] out, int draws) {
                reporter.report(positions, out, draws);
            }
        };
    }

    /** The priors in use: the user's as given, then the defaults. */
    public List<PriorUse> priors() {
        return priors;
    }

    /** Names of the parameters whose prior has no finite integral: flat, and not between two bounds. */
    public List<String> improperPriors() {
        return improper;
    }

    /** What is legal but worth knowing, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** What was done to the rows before sampling. */
    public Reduction reduction() {
        return reduction;
    }

    private static Reduced reduced(Terms terms, ModelOptions options, Likelihood likelihood, double observations) {
        if (options.priorOnly()) {
            return Reduced.by(
                    Reduction.Method.NONE,
                    likelihood,
                    terms.terms(),
                    terms.rows().withoutRows());
        }
        return options.reduce()
                ? Reduced.of(likelihood, terms.terms(), terms.rows(), observations)
                : Reduced.by(Reduction.Method.NONE, likelihood, terms.terms(), terms.rows());
    }
}
