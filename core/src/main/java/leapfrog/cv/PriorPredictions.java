package leapfrog.cv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.Design;
import leapfrog.model.Design.PopulationTerm;

/**
 * Finds the rows that cross-validation predicts by a population coefficient's prior alone, for no row of another fold tells it.
 *
 * @param factors population effects of which a fold holds all rows of a level, in formula order
 * @param covariates population effects whose covariate has one value in all folds but one, in formula order
 * @param rows number of rows predicted so
 */
public record PriorPredictions(List<String> factors, List<String> covariates, int rows) {
    private static final int NO_FOLD = -1;
    private static final int SEVERAL_FOLDS = -2;

    /** Takes unmodifiable copies. */
    public PriorPredictions {
        factors = List.copyOf(factors);
        covariates = List.copyOf(covariates);
    }

    /** Those of a design's rows when each fold is predicted by the others. */
    public static PriorPredictions of(Design design, Folds folds) {
        boolean[] found = new boolean[design.rows()];
        List<String> factors = new ArrayList<>();
        List<String> covariates = new ArrayList<>();
        boolean constant = design.population().stream().anyMatch(term -> term.covariate() == null);
        for (PopulationTerm term : design.population()) {
            double[] covariate = term.covariate();
            if (term.factor() >= 0) {
                if (findLevels(design, term, folds.ofRow(), found)) {
                    factors.add(term.name());
                }
            } else if (covariate != null && findValues(covariate, constant, folds, found)) {
                covariates.add(term.name());
            }
        }
        int rows = 0;
        for (boolean row : found) {
            rows += row ? 1 : 0;
        }
        return new PriorPredictions(factors, covariates, rows);
    }

    /** Whether there are none. */
    public boolean none() {
        return rows == 0;
    }

    /** Marks the rows of levels that one fold holds whole: of all levels, for without the reference level no other one can be compared with it. */
    private static boolean findLevels(Design design, PopulationTerm term, int[] fold, boolean[] found) {
        Design.Factor factor = design.factors().get(term.factor());
        double[] covariate = term.covariate();
        int[] holder = new int[factor.levels().size()];
        Arrays.fill(holder, NO_FOLD);
        for (int row = 0; row < fold.length; row++) {
            int level = factor.level()[row];
            if (covariate == null || covariate[row] != 0) {
                holder[level] = holder[level] == NO_FOLD || holder[level] == fold[row] ? fold[row] : SEVERAL_FOLDS;
            }
        }
        boolean any = false;
        for (int row = 0; row < fold.length; row++) {
            if (holder[factor.level()[row]] == fold[row] && (covariate == null || covariate[row] != 0)) {
                found[row] = true;
                any = true;
            }
        }
        return any;
    }

    /**
     * Marks the rows whose value no row of another fold has, where all of those have one value.
     *
     * @param constant whether a constant is among the effects, from which one value cannot be told
     */
    private static boolean findValues(double[] covariate, boolean constant, Folds folds, boolean[] found) {
        boolean any = false;
        for (int fold = 0; fold < folds.count(); fold++) {
            double value = onlyValueOutside(fold, folds.ofRow(), covariate);
            if (value == 0 || constant && !Double.isNaN(value)) {
                for (int row = 0; row < covariate.length; row++) {
                    if (folds.ofRow()[row] == fold && covariate[row] != value) {
                        found[row] = true;
                        any = true;
                    }
                }
            }
        }
        return any;
    }

    /** The value that all rows of other folds have; NaN where they have several. */
    private static double onlyValueOutside(int fold, int[] ofRow, double[] covariate) {
        double value = Double.NaN;
        for (int row = 0; row < ofRow.length; row++) {
            if (ofRow[row] != fold) {
                if (Double.isNaN(value)) {
                    value = covariate[row];
                } else if (covariate[row] != value) {
                    return Double.NaN;
                }
            }
        }
        return value;
    }
}
