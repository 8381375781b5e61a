package leapfrog.model;

import java.util.List;

/**
 * Says what exact data reduction did.
 *
 * @param rows used rows of the table
 * @param left rows that the kernels see; 0 if the likelihood is dropped
 * @param factors names of the grouping columns of the rows
 */
public record Reduction(int rows, int left, Method method, Likelihood likelihood, List<String> factors) {
    /** Takes unmodifiable copies. */
    public Reduction {
        factors = List.copyOf(factors);
    }

    /** How rows are reduced. */
    public enum Method {
        /** Not at all. */
        NONE,
        /** Rows that share everything become one weighted row. */
        CELLS,
        /** The rows of each combination of levels become those of a QR decomposition. */
        QR
    }

    /** Whether fewer rows are left than there were. */
    public boolean reduced() {
        return method != Method.NONE;
    }

    /** What is left: {@code 145 cells}, {@code 1158 rows by QR per county}; {@code 919 rows} if nothing was reduced. */
    public String text() {
        return switch (method) {
            case NONE -> count("row");
            case CELLS -> count("cell");
            case QR -> count("row") + " by QR" + (factors.isEmpty() ? "" : " per " + String.join(" and ", factors));
        };
    }

    /** What the rows of a cell share: {@code levels and covariates}. */
    public String shared() {
        return switch (likelihood) {
            case NORMAL -> "levels and covariates";
            case BINOMIAL, POISSON, NEGATIVE_BINOMIAL -> "levels, covariates and offset";
            case STUDENT_T -> "levels, covariates and response";
            case NORMAL_WITH_ERROR -> "levels, covariates, response and standard error";
        };
    }

    private String count(String noun) {
        return left + " " + noun + (left == 1 ? "" : "s");
    }
}
