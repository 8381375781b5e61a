package leapfrog.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.model.Design;

/**
 * Lays out the random effects of a design and maps parameters θ to relative covariance factors.
 *
 * <p>The deviations of a level of a grouping are b = σ Λ u, u ~ Normal(0, I), with Λ lower triangular and block diagonal over the
 * group terms of that grouping; θ holds the blocks' entries column by column (the diagonal alone where effects are independent).
 * Covariates are standardised, so that entries of θ are of one size: divided by their root mean square, and centered where they are correlated with an
 * intercept, which takes up the difference.
 *
 * @param groupings each factor that a group term uses, that with the most effects first
 * @param blocks group terms in formula order
 * @param parameters length of θ
 */
record RandomEffects(List<Grouping> groupings, List<Block> blocks, int parameters) {
    /**
     * @param covariates [k][n], standardised: (x − center) / scale
     * @param center [k] 0 where the covariate was not centered
     * @param scale [k]
     */
    record Grouping(Design.Factor factor, double[][] covariates, double[] center, double[] scale) {
        int levels() {
            return factor.levels().size();
        }

        /** Number of coefficients k of a level. */
        int size() {
            return scale.length;
        }

        int effects() {
            return levels() * size();
        }
    }

    /**
     * @param grouping index into groupings
     * @param first its first coefficient among the grouping's
     * @param firstParameter its first entry of θ
     */
    record Block(Design.GroupTerm term, int grouping, int first, int firstParameter) {
        int size() {
            return term.coefficients().size();
        }

        int parameters() {
            return term.correlated() ? size() * (size() + 1) / 2 : size();
        }

        /** The index in θ of Λ's entry (row, column), row ≥ column; row = column unless correlated. */
        int parameter(int row, int column) {
            return firstParameter
                    + (term.correlated() ? column * size() - column * (column - 1) / 2 + row - column : row);
        }

        /** Rows of a column of the block that are parameters, from column on. */
        int end(int column) {
            return term.correlated() ? size() : column + 1;
        }
    }

    static RandomEffects of(Design design) {
        Map<Integer, List<Design.GroupTerm>> byFactor = new LinkedHashMap<>();
        for (Design.GroupTerm term : design.groups()) {
            byFactor.computeIfAbsent(term.factor(), f -> new ArrayList<>()).add(term);
        }
        List<Grouping> groupings = byFactor.entrySet().stream()
                .map(entry -> grouping(design, entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Grouping::effects).reversed())
                .toList();
        List<Design.Factor> order = groupings.stream().map(Grouping::factor).toList();
        int[] next = new int[groupings.size()];
        int parameter = 0;
        List<Block> blocks = new ArrayList<>();
        for (Design.GroupTerm term : design.groups()) {
            int g = order.indexOf(design.factors().get(term.factor()));
            Block block = new Block(term, g, next[g], parameter);
            next[g] += block.size();
            parameter += block.parameters();
            blocks.add(block);
        }
        return new RandomEffects(groupings, List.copyOf(blocks), parameter);
    }

    private static Grouping grouping(Design design, int factor, List<Design.GroupTerm> terms) {
        int n = design.response().length;
        int size = terms.stream().mapToInt(term -> term.coefficients().size()).sum();
        double[][] covariates = new double[size][n];
        double[] center = new double[size];
        double[] scale = new double[size];
        int k = 0;
        for (Design.GroupTerm term : terms) {
            boolean intercept =
                    term.correlated() && term.coefficients().stream().anyMatch(one -> one.covariate() == null);
            for (Design.GroupCoefficient coefficient : term.coefficients()) {
                double[] column = coefficient.covariate();
                if (column == null) {
                    Arrays.fill(covariates[k], 1);
                    scale[k] = 1;
                } else {
                    double mean = Arrays.stream(column).average().orElse(0);
                    boolean varies = rootMeanSquare(column, mean) > 1e-10 * Math.abs(mean);
                    center[k] = intercept && varies ? mean : 0;
                    double rms = rootMeanSquare(column, center[k]);
                    scale[k] = rms == 0 ? 1 : rms;
                    for (int i = 0; i < n; i++) {
                        covariates[k][i] = (column[i] - center[k]) / scale[k];
                    }
                }
                k++;
            }
        }
        return new Grouping(design.factors().get(factor), covariates, center, scale);
    }

    /** The root mean square of x − center, without overflow. */
    private static double rootMeanSquare(double[] column, double center) {
        double largest =
                Arrays.stream(column).map(x -> Math.abs(x - center)).max().orElse(0);
        if (largest == 0) {
            return 0;
        }
        double squares = 0;
        for (double x : column) {
            double part = (x - center) / largest;
            squares += part * part;
        }
        return largest * Math.sqrt(squares / column.length);
    }

    /**
     * Turns coefficients of a block's standardised covariates into those of the covariates as they are.
     *
     * @param standardised [k] for the grouping's coefficients, of which the block's are read
     * @return [size of the block]
     */
    double[] raw(Block block, double[] standardised) {
        Grouping grouping = groupings.get(block.grouping());
        double[] raw = new double[block.size()];
        double shift = 0;
        for (int k = 0; k < raw.length; k++) {
            int at = block.first() + k;
            raw[k] = standardised[at] / grouping.scale()[at];
            shift += raw[k] * grouping.center()[at];
        }
        for (int k = 0; k < raw.length; k++) {
            raw[k] -= block.term().coefficients().get(k).covariate() == null ? shift : 0;
        }
        return raw;
    }

    /** θ of Λ = I. */
    double[] identity() {
        double[] theta = new double[parameters];
        for (int diagonal : diagonal()) {
            theta[diagonal] = 1;
        }
        return theta;
    }

    /** The indices in θ of diagonal entries. */
    int[] diagonal() {
        return blocks.stream()
                .flatMapToInt(block -> IntStream.range(0, block.size()).map(k -> block.parameter(k, k)))
                .toArray();
    }

    /** Λ of a grouping's level, [k][k], for standardised covariates. */
    double[][] factor(int grouping, double[] theta) {
        int size = groupings.get(grouping).size();
        double[][] factor = new double[size][size];
        for (Block block : blocks) {
            if (block.grouping() == grouping) {
                for (int c = 0; c < block.size(); c++) {
                    for (int r = c; r < block.end(c); r++) {
                        factor[block.first() + r][block.first() + c] = theta[block.parameter(r, c)];
                    }
                }
            }
        }
        return factor;
    }

    /** The θ with non-negative diagonals that has the same covariances: Λ Λᵀ does not change with the sign of a column. */
    double[] nonNegative(double[] theta) {
        double[] result = theta.clone();
        for (Block block : blocks) {
            for (int c = 0; c < block.size(); c++) {
                if (theta[block.parameter(c, c)] < 0) {
                    for (int r = c; r < block.end(c); r++) {
                        result[block.parameter(r, c)] = 0 - theta[block.parameter(r, c)];
                    }
                }
            }
        }
        return result;
    }
}
