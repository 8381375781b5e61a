package leapfrog.model;

import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import org.jspecify.annotations.Nullable;

/** Takes one term through all rows: its coefficients to the linear predictors, derivatives by the predictors back to them. */
final class TermRows {
    /** Where the term's coefficients start. */
    private final int first;
    /** [rows], or null for a single coefficient. */
    private final int @Nullable [] level;
    /** [rows], or null for the constant 1. */
    private final double @Nullable [] covariate;

    TermRows(Term term, Rows rows) {
        first = term.firstCoefficient();
        level = term.factor() < 0 ? null : rows.level()[term.factor()];
        covariate = term.covariate() < 0 ? null : rows.covariates()[term.covariate()];
    }

    /** η_i += z_i · c[level_i], for each row i. */
    void addTo(double[] predictor, double[] c) {
        int[] level = this.level;
        double[] z = covariate;
        int rows = predictor.length;
        if (level == null) {
            double single = c[first];
            for (int i = 0; i < rows; i++) {
                predictor[i] += z == null ? single : z[i] * single;
            }
        } else if (z == null) {
            for (int i = 0; i < rows; i++) {
                predictor[i] += c[first + level[i]];
            }
        } else {
            for (int i = 0; i < rows; i++) {
                predictor[i] += z[i] * c[first + level[i]];
            }
        }
    }

    /** ∂/∂c[level_i] += z_i · ∂/∂η_i, row after row. */
    void pullBack(double[] byPredictor, double[] byCoefficient) {
        int[] level = this.level;
        double[] z = covariate;
        int rows = byPredictor.length;
        if (level == null) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += z == null ? byPredictor[i] : z[i] * byPredictor[i];
            }
            byCoefficient[first] += sum;
        } else if (z == null) {
            for (int i = 0; i < rows; i++) {
                byCoefficient[first + level[i]] += byPredictor[i];
            }
        } else {
            for (int i = 0; i < rows; i++) {
                byCoefficient[first + level[i]] += z[i] * byPredictor[i];
            }
        }
    }
}
