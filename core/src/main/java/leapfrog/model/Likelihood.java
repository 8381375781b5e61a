package leapfrog.model;

import java.util.List;

/**
 * Names the forms of log likelihood that kernels know, as functions of a row's response y, linear predictor η and weight w (1 where
 * rows have none), and of the family's parameters. Terms that depend on no parameter stand in {@link ModelData.Totals#constant()}.
 *
 * <p>Softplus(t) = log(1 + exp t), computed without overflow and without cancellation for any t; its derivative is the logistic
 * function.
 */
public enum Likelihood {
    /**
     * Rows: −w (y − η)² / (2σ²). Once: −observations · (log σ + ½ log 2π) − residualSumOfSquares / (2σ²). Known standard errors s alone
     * are weights 1 / s² with σ fixed at 1.
     */
    NORMAL("sigma"),
    /** Rows, with the variance v = σ² + s²: −w [½ log v + ½ log 2π + (y − η)² / (2v)]. */
    NORMAL_WITH_ERROR("sigma"),
    /**
     * Rows, with x = (y − η) / σ: −w (ν + 1)/2 · log1p(x² / ν). Once: observations · [log Γ((ν + 1)/2) − log Γ(ν/2) − ½ log(νπ) −
     * log σ].
     */
    STUDENT_T("sigma", "nu"),
    /** Rows, y successes of w trials on the logit scale: −y softplus(−η) − (w − y) softplus(η). */
    BINOMIAL,
    /** Rows, y events in w rows on the log scale: y η − w exp η. */
    POISSON,
    /**
     * Rows, y events in w rows, with t = η − log φ, φ the shape: −y softplus(−t) − w φ softplus(t). Once, over the distinct original
     * responses u with total weights w_u: Σ w_u [log Γ(u + φ) − log Γ(φ)].
     */
    NEGATIVE_BINOMIAL("shape");

    private final List<String> parameters;

    Likelihood(String... parameters) {
        this.parameters = List.of(parameters);
    }

    /** Names of the family's parameters, all positive; {@link ModelData#parameters()} is aligned with it. */
    public List<String> parameters() {
        return parameters;
    }
}
