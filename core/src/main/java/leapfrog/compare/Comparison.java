package leapfrog.compare;

import java.util.Arrays;
import java.util.List;
import leapfrog.model.Design;
import leapfrog.model.InputException;

/**
 * Compares evaluated models of the same rows.
 *
 * @param best index of the model with the greatest elpd, by each one's most trustworthy leave-one-out
 * @param differences each model's elpd less that of the best; NaN where either is not finite
 * @param weights stacking weights: of the mixture that predicts best
 * @param pseudoBma pseudo-BMA+ weights: how sure it is that a model is the best
 */
public record Comparison(int best, List<Elpd> differences, double[] weights, double[] pseudoBma) {
    /** Takes unmodifiable copies. */
    public Comparison {
        differences = List.copyOf(differences);
    }

    /**
     * Ranks and weights models.
     *
     * @param evaluations at least one, of the same rows
     */
    public static Comparison of(List<Evaluation> evaluations) {
        List<Elpd> elpds =
                evaluations.stream().map(evaluation -> evaluation.best().elpd()).toList();
        int best = 0;
        for (int k = 1; k < elpds.size(); k++) {
            double least = elpds.get(best).estimate();
            if (Double.isNaN(least) || elpds.get(k).estimate() > least) {
                best = k;
            }
        }
        Elpd greatest = elpds.get(best);
        return new Comparison(
                best,
                elpds.stream().map(elpd -> elpd.minus(greatest)).toList(),
                Stacking.weights(elpds),
                PseudoBma.weights(elpds));
    }

    /**
     * Checks that two models are of the same response in the same rows, each counting the same.
     *
     * @throws InputException if not, with what differs
     */
    public static void requireSameRows(String name, Design design, String otherName, Design other) {
        String models = "models " + name + " and " + otherName;
        if (!design.responseName().equals(other.responseName())) {
            throw new InputException(models + " have different responses: " + design.responseName() + " and "
                    + other.responseName() + "; only models of one response can be compared");
        }
        if (design.rows() != other.rows() || !Arrays.equals(design.usedRows(), other.usedRows())) {
            throw new InputException(models + " use different rows: " + design.rows() + " and " + other.rows()
                    + (design.rows() == other.rows() ? ", not the same ones" : "")
                    + ", for their columns have missing values in different rows; leave these out of the table, so that"
                    + " both are fitted to the same rows");
        }
        if (!Arrays.equals(design.response(), other.response())
                || !design.responseLevels().equals(other.responseLevels())) {
            throw new InputException(models + " are fitted to different values of " + design.responseName()
                    + "; only models of the same rows can be compared");
        }
        if (!Arrays.equals(design.additions().weights(), other.additions().weights())
                || !Arrays.equals(design.additions().trials(), other.additions().trials())) {
            throw new InputException(models + " weigh rows differently, or have other trials( ); only models in which"
                    + " rows count the same can be compared");
        }
    }
}
