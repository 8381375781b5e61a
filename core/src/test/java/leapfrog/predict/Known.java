package leapfrog.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import leapfrog.sample.Draws;

/** Makes draws whose distribution is known, and collects predictions from them. */
final class Known {
    private Known() {}

    static Model model(String formula, Family family, Table table) {
        Design design = DesignBuilder.build(Formula.parse(formula), table, family);
        return Model.of(design, new ModelOptions(family, Priors.none(), Parametrization.noncentered(), true));
    }

    /** Independent draws: quantities by name from their supplier, all others 0. */
    static Draws draws(Model model, int chains, int draws, Map<String, DoubleSupplier> values) {
        List<String> names = model.quantityNames();
        double[][] all = new double[chains][draws * names.size()];
        for (double[] chain : all) {
            for (int at = 0; at < chain.length; at += names.size()) {
                int first = at;
                values.forEach((name, value) -> chain[first + names.indexOf(name)] = value.getAsDouble());
            }
        }
        return new Draws(model.variables(), draws, all);
    }

    /** Draws that the model reports at random positions. */
    static Draws anywhere(Model model, int chains, int draws) {
        Random random = new Random(3);
        double[][] all = new double[chains][draws * model.quantities()];
        double[] position = new double[model.dimension()];
        for (double[] chain : all) {
            for (int draw = 0; draw < draws; draw++) {
                for (int k = 0; k < position.length; k++) {
                    position[k] = random.nextGaussian();
                }
                model.report(position, 0, chain, draw * model.quantities());
            }
        }
        return new Draws(model.variables(), draws, all);
    }

    /** All predictions, [rows][chains · draws]. */
    static double[][] predictions(Predictor predictor, PredictionKind kind) {
        List<double[]> rows = new ArrayList<>();
        predictor.run(kind, List.of(new PredictionSink() {
            @Override
            public void take(PredictionBlock block) {
                for (int i = 0; i < block.to() - block.from(); i++) {
                    rows.add(block.row(i).clone());
                }
            }
        }));
        return rows.toArray(double[][]::new);
    }
}
