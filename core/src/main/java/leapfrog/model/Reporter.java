package leapfrog.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns positions into reported quantities: population coefficients b, standard deviations, correlations, the family's parameters, and
 * the groups' own coefficients coef = b (0 if absent) + deviation, whatever the parametrization.
 */
final class Reporter {
    /** Where an effect's sd and its level 0 are reported; further levels follow at a stride. */
    record Place(Layout.Effect effect, int sdScalar, int sd, int coefficient, int stride) {
        /** Where a level's coefficient is reported. */
        int coefficient(int level) {
            return coefficient + level * stride;
        }
    }

    private final List<Variable> variables = new ArrayList<>();
    private final Place[] places;
    private final ReportedBlock[] blocks;
    /** [scalars] */
    private final Transform[] transforms;

    private final int columns;
    /** Where the family's estimated parameters stand, among the scalars and among the quantities. */
    private final int parameterScalar;

    private final int parameter;
    private final int parameters;
    private final int quantities;
    private final Map<String, List<String>> dimensions = new LinkedHashMap<>();

    /** @param transforms [scalars] */
    Reporter(Layout layout, List<Transform> transforms) {
        Design design = layout.design();
        this.transforms = transforms.toArray(Transform[]::new);
        columns = layout.columns().size();
        int next = addPopulation(design);
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (int e = 0; e < layout.effects().size(); e++) {
            groups.computeIfAbsent(layout.effects().get(e).factor(), f -> new ArrayList<>())
                    .add(e);
        }
        int[] sd = new int[layout.effects().size()];
        int[] correlation = new int[layout.blocks().size()];
        Map<Integer, Variable.Axis> effectAxes = new LinkedHashMap<>();
        for (Map.Entry<Integer, List<Integer>> group : groups.entrySet()) {
            String name = design.factors().get(group.getKey()).name();
            List<String> names = group.getValue().stream()
                    .map(e -> layout.effects().get(e).name())
                    .toList();
            Variable.Axis axis = axis(name + "_effect", names);
            effectAxes.put(group.getKey(), axis);
            variables.add(new Variable("sd_" + name, List.of(axis), next));
            for (int e : group.getValue()) {
                sd[e] = next++;
            }
            next = addCorrelations(layout, group.getKey(), correlation, next);
        }
        parameters = layout.parameters().size();
        parameterScalar = layout.scalars() - parameters;
        parameter = next;
        for (String name : layout.parameters()) {
            variables.add(new Variable(name, List.of(), next++));
        }
        places = new Place[sd.length];
        for (Map.Entry<Integer, List<Integer>> group : groups.entrySet()) {
            Design.Factor factor = design.factors().get(group.getKey());
            Variable.Axis levels = axis(factor.name(), factor.levels());
            Variable.Axis names = effectAxes.get(group.getKey());
            Variable variable = new Variable("coef_" + factor.name(), List.of(levels, names), next);
            variables.add(variable);
            int stride = group.getValue().size();
            for (int k = 0; k < stride; k++) {
                int e = group.getValue().get(k);
                places[e] = new Place(layout.effects().get(e), layout.sd(e), sd[e], next + k, stride);
            }
            next += variable.size();
        }
        blocks = new ReportedBlock[correlation.length];
        for (int b = 0; b < blocks.length; b++) {
            Layout.Block block = layout.blocks().get(b);
            blocks[b] = new ReportedBlock(block, places[block.first()], correlation[b]);
        }
        quantities = next;
    }

    /** One variable over the pairs of a factor's correlated effects, block after block; there is none without such pairs. */
    private int addCorrelations(Layout layout, int factor, int[] correlation, int first) {
        List<String> pairs = new ArrayList<>();
        for (int b = 0; b < correlation.length; b++) {
            Layout.Block block = layout.blocks().get(b);
            if (layout.effects().get(block.first()).factor() == factor) {
                correlation[b] = first + pairs.size();
                block.partials()
                        .forEach(
                                partial -> pairs.add(layout.correlation(partial).element()));
            }
        }
        if (!pairs.isEmpty()) {
            String name = layout.design().factors().get(factor).name();
            variables.add(new Variable("cor_" + name, List.of(axis(name + "_effect_pair", pairs)), first));
        }
        return first + pairs.size();
    }

    /** Population variables, in the order of their columns, which are scalars 0, 1, … . */
    private int addPopulation(Design design) {
        int next = 0;
        for (Design.PopulationTerm term : design.population()) {
            List<Variable.Axis> axes = term.factor() < 0
                    ? List.of()
                    : List.of(codedAxis(design.factors().get(term.factor()), term.coded()));
            Variable variable = new Variable("b_" + term.name(), axes, next);
            variables.add(variable);
            next += variable.size();
        }
        return next;
    }

    private Variable.Axis codedAxis(Design.Factor factor, boolean[] coded) {
        List<String> labels = new ArrayList<>();
        for (int j = 0; j < coded.length; j++) {
            if (coded[j]) {
                labels.add(factor.levels().get(j));
            }
        }
        return axis(labels.size() == coded.length ? factor.name() : factor.name() + "_contrast", labels);
    }

    /** An axis of this name, or with a number behind it where the name already has other labels. */
    private Variable.Axis axis(String name, List<String> labels) {
        String free = name;
        for (int k = 2; !dimensions.getOrDefault(free, labels).equals(labels); k++) {
            free = name + "_" + k;
        }
        dimensions.put(free, labels);
        return new Variable.Axis(free, labels);
    }

    List<Variable> variables() {
        return List.copyOf(variables);
    }

    int quantities() {
        return quantities;
    }

    Place place(int effect) {
        return places[effect];
    }

    /** The quantity that is the first correlation of a block. */
    int correlation(int block) {
        return blocks[block].correlation();
    }

    /**
     * Reports draws: in both arrays a column is one.
     *
     * @param positions [dimension][at least draws]
     * @param out [quantities][at least draws] is written
     */
    void report(double[][] positions, double[][] out, int draws) {
        for (int k = 0; k < columns; k++) {
            constrain(k, positions, out[k], draws);
        }
        for (int k = 0; k < parameters; k++) {
            constrain(parameterScalar + k, positions, out[parameter + k], draws);
        }
        for (Place place : places) {
            constrain(place.sdScalar(), positions, out[place.sd()], draws);
            for (int j = 0; j < place.effect().levels(); j++) {
                double[] coordinate = positions[place.effect().firstCoordinate() + j];
                System.arraycopy(coordinate, 0, out[place.coefficient(j)], 0, draws);
            }
        }
        for (ReportedBlock block : blocks) {
            block.report(positions, out, draws);
        }
        for (Place place : places) {
            reportCoefficients(place, out, draws);
        }
        for (ReportedBlock block : blocks) {
            block.unsign(out, draws);
        }
        for (Place place : places) {
            double[] sd = out[place.sd()];
            for (int i = 0; i < draws; i++) {
                sd[i] = Math.abs(sd[i]);
            }
        }
    }

    /** Turns what stands in the coefficients' places, coordinates or correlated deviations L z, into coefficients. */
    private static void reportCoefficients(Place place, double[][] out, int draws) {
        Layout.Effect effect = place.effect();
        double[] sd = out[place.sd()];
        for (int j = 0; j < effect.levels(); j++) {
            double[] coefficient = out[place.coefficient(j)];
            if (!effect.centered()[j]) {
                for (int i = 0; i < draws; i++) {
                    coefficient[i] *= sd[i];
                }
            }
            if (effect.population() >= 0 && !(effect.centered()[j] && effect.absorbing())) {
                double[] b = out[effect.population()];
                for (int i = 0; i < draws; i++) {
                    coefficient[i] += b[i];
                }
            }
        }
    }

    private void constrain(int scalar, double[][] positions, double[] out, int draws) {
        Transform transform = transforms[scalar];
        double[] coordinate = positions[scalar];
        for (int i = 0; i < draws; i++) {
            out[i] = transform.parameter(coordinate[i]);
        }
    }
}
