package leapfrog.compare;

import java.util.stream.IntStream;
import leapfrog.model.LinearPredictor;
import leapfrog.model.Model;
import leapfrog.sample.Draws;

/** Computes w_i log p(y_i | η_i, φ) of the original rows, not the reduced ones, at the draws of a fit. */
public final class LogLikelihood implements RowLogDensity {
    /** Draws that a thread takes at once. */
    private static final int TASK = 64;

    private final FamilyDensity density;
    private final FamilyParameters parameters;
    private final LinearPredictor predictor;
    private final Draws draws;
    private final int quantities;

    /**
     * Of all rows of a model.
     *
     * @param draws of the model's reported quantities
     */
    public LogLikelihood(Model model, Draws draws) {
        draws.requireAll(model, "the log likelihood");
        density = new FamilyDensity(model);
        parameters = new FamilyParameters(model);
        predictor = LinearPredictor.of(model);
        this.draws = draws;
        quantities = draws.quantities();
    }

    @Override
    public int rows() {
        return predictor.rows();
    }

    @Override
    public int chains() {
        return draws.chains();
    }

    @Override
    public int draws() {
        return draws.draws();
    }

    @Override
    public void evaluate(int from, double[][] target) {
        int all = chains() * draws();
        IntStream.range(0, (all + TASK - 1) / TASK).parallel().forEach(task -> {
            double[] values = new double[target.length];
            for (int s = task * TASK; s < Math.min(all, (task + 1) * TASK); s++) {
                double[] chain = draws.values()[s / draws()];
                int at = s % draws() * quantities;
                predictor.evaluate(chain, at, from, from + target.length, values);
                density.evaluate(parameters.at(chain, at), from, from + target.length, values);
                for (int i = 0; i < target.length; i++) {
                    target[i][s] = values[i];
                }
            }
        });
    }
}
