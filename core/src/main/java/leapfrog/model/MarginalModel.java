package leapfrog.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Samples a Gaussian model with its group effects and those population coefficients integrated out whose priors are normal or flat: chains
 * move in the scales, correlations and coefficients that are left, and a report draws the others from their exact distribution given those.
 * The posterior is the same.
 */
public final class MarginalModel implements Sampled {
    private static final double[][] NONE = {};
    private final Model model;
    private final ModelStructure structure;
    private final ModelData data;
    private final Marginal marginal;
    private final int[] outer;
    private final int[] population;
    private final int[] effects;

    /** @param parts of a noncentered model */
    private MarginalModel(Model model, MarginalParts parts) {
        this.model = model;
        marginal = parts.marginal();
        outer = parts.outer();
        population = parts.population();
        effects = parts.effects();
        data = parts.data();
        structure = new ModelStructure(
                model.structure().likelihood(), List.of(), List.of(), 0, false, false, shape(marginal));
    }

    private static ModelStructure.MarginalStructure shape(Marginal marginal) {
        return new ModelStructure.MarginalStructure(
                marginal.effects(),
                marginal.columns(),
                marginal.given().length,
                shape(marginal.blocks()),
                marginal.further().stream()
                        .map(factor -> new ModelStructure.MarginalStructure(
                                factor.effects(), 0, 0, shape(factor.blocks()), List.of()))
                        .toList());
    }

    private static List<List<Integer>> shape(List<Marginal.Block> blocks) {
        return blocks.stream()
                .map(block -> List.of(block.first(), block.size()))
                .toList();
    }

    /**
     * Why a model's effects cannot be integrated out, or null if they can.
     *
     * @param model in any parametrization
     */
    public static @Nullable String obstacle(Model model) {
        return MarginalParts.obstacle(model);
    }

    /**
     * Why it is better to sample the effects of a model though there is no {@link #obstacle}, or null if it is not.
     *
     * @param model in any parametrization
     */
    public static @Nullable String reservation(Model model) {
        return MarginalParts.reservation(model);
    }

    /**
     * Names of the population coefficients that are sampled while the others are integrated out: their priors are not normal or flat, or they
     * have bounds.
     *
     * @param model in any parametrization, without {@link #obstacle}
     */
    public static List<String> sampledCoefficients(Model model) {
        CoefficientSplit split = CoefficientSplit.of(model.layout(), model.data());
        return IntStream.range(split.integrated(), split.population().length)
                .mapToObj(k -> model.layout()
                        .columns()
                        .get(split.population()[k])
                        .slot()
                        .name())
                .toList();
    }

    /**
     * Integrates out what can be.
     *
     * @throws IllegalArgumentException if there is an {@link #obstacle}
     */
    public static MarginalModel of(Model model) {
        String obstacle = obstacle(model);
        if (obstacle != null) {
            throw new IllegalArgumentException(obstacle);
        }
        Parametrization form = Parametrization.noncentered();
        Model noncentered = model.options().parametrization().equals(form)
                ? model
                : Model.of(model.design(), model.options().with(form));
        return new MarginalModel(noncentered, MarginalParts.of(noncentered));
    }

    @Override
    public ModelStructure structure() {
        return structure;
    }

    @Override
    public ModelData data() {
        return data;
    }

    @Override
    public List<String> coordinates() {
        return IntStream.of(outer)
                .mapToObj(coordinate -> model.coordinates().get(coordinate))
                .toList();
    }

    @Override
    public Scaling scaling() {
        return model.scaling().only(outer);
    }

    @Override
    public Reporting reporting() {
        return new Recovery();
    }

    /** How many coordinates of the joint model are drawn. */
    int drawn() {
        return marginal.integrated() + effects.length;
    }

    /** Draws what was integrated out. */
    final class Recovery implements Reporting {
        private final EffectDraw draw =
                EffectDraw.of(marginal, data.parameters().getFirst(), data.scalars());
        private final double[][] joint = new double[model.dimension()][];
        /** [p] coefficients, and [p + effects] what they and the effects are drawn as. */
        private double[][] mapped = new double[population.length][0];

        private final double[][] drawn = new double[population.length + effects.length][0];

        @Override
        public int normals() {
            return drawn();
        }

        @Override
        public void report(double[][] positions, double[][] normals, double[][] out, int draws) {
            recover(positions, normals, draws);
            model.reporting().report(joint, NONE, out, draws);
        }

        /** Positions of the joint, noncentered model; rows of them are the arguments' own. */
        double[][] recover(double[][] positions, double[][] normals, int draws) {
            int p = population.length;
            int integrated = marginal.integrated();
            if (p > 0 && mapped[0].length < draws) {
                mapped = new double[p][draws];
                for (int m = integrated; m < p; m++) {
                    drawn[m] = new double[draws];
                }
            }
            System.arraycopy(normals, 0, drawn, 0, integrated);
            System.arraycopy(normals, integrated, drawn, p, effects.length);
            draw.draw(positions, drawn, draws);
            for (int d = 0; d < outer.length; d++) {
                joint[outer[d]] = positions[d];
            }
            for (int row = 0; row < integrated; row++) {
                double[] b = mapped[row];
                Arrays.fill(b, 0, draws, marginal.shift()[row]);
                for (int column = 0; column < p; column++) {
                    add(marginal.map()[row * p + column], drawn[column], b, draws);
                }
                joint[population[row]] = b;
            }
            for (int k = 0; k < effects.length; k++) {
                joint[effects[k]] = drawn[p + k];
            }
            return joint;
        }

        private static void add(double weight, double[] x, double[] to, int draws) {
            for (int i = 0; i < draws; i++) {
                to[i] += weight * x[i];
            }
        }
    }
}
