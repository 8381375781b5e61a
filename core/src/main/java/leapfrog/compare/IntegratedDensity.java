package leapfrog.compare;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.math.Triangle;
import leapfrog.model.Design;
import leapfrog.model.LinearPredictor;
import leapfrog.model.Model;
import leapfrog.sample.Draws;
import org.jspecify.annotations.Nullable;

/**
 * Computes log p(y_i | y_−i, scales) of a Gaussian model's rows at the scales of each draw, all effects integrated out in closed form:
 * what integrated leave-one-out takes in the place of log p(y_i | η_i, sigma).
 *
 * <p>1 / p(y_i | y_−i) is the posterior mean of 1 / p(y_i | y_−i, scales), so importance sampling is of the scales alone, on which one row
 * has little influence, while a row can have much on its own group's effects (Vehtari, Mononen, Tolvanen, Sivula and Winther 2016, JMLR
 * 17:103; Merkle, Furr and Rabe-Hesketh 2019, doi:10.1007/s11336-019-09679-0).
 *
 * <p>Given the scales all is normal. With m and v the posterior mean and variance of η_i, τ = weight / variance of the row and its
 * leverage h = τ v: log p(y_i | y_−i) = −½ weight log(2π variance) + ½ log(1 − h) − ½ τ (y_i − m)² / (1 − h).
 */
public final class IntegratedDensity implements RowLogDensity {
    /** Multiplications that all draws together may take before they are thinned. */
    private static final double WORK = 3e9;

    private static final int LEAST_DRAWS = 500;
    /** Multiplications that are too many even when thinned. */
    private static final double MOST_WORK = 3e11;
    /** Draws that a thread takes at once. */
    private static final int TASK = 32;
    /** 1 − h at which a row is all that is known of an effect: without it the prediction is improper. */
    private static final double NOTHING_LEFT = 1e-13;

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final Design design;
    private final EffectCells cells;
    private final FamilyParameters parameters;
    private final double[] response;
    private final Kinds kinds;
    /** By kind of row: Σ weight, Σ weight · response. */
    private final double[] weightSums;

    private final double[] responseSums;
    private final Draws draws;
    private final int quantities;
    private final int thin;

    private IntegratedDensity(Model whole, Model model, EffectCells cells, Draws draws, int thin) {
        design = model.design();
        this.cells = cells;
        parameters = new FamilyParameters(model);
        response = design.response().clone();
        double[] offset = design.offset();
        for (int i = 0; offset != null && i < response.length; i++) {
            response[i] -= offset[i];
        }
        kinds = Kinds.of(cells, design, whole.design());
        weightSums = new double[kinds.cell.length];
        responseSums = new double[kinds.cell.length];
        for (int i = 0; i < response.length; i++) {
            double weight = kinds.weight[kinds.ofRow[i]];
            weightSums[kinds.ofRow[i]] += weight;
            responseSums[kinds.ofRow[i]] += weight * response[i];
        }
        this.draws = draws.thinned(thin);
        quantities = draws.quantities();
        this.thin = thin;
    }

    /** Why effects of a model cannot be integrated out in closed form; null if they can. */
    public static @Nullable String obstacle(Model model) {
        String obstacle = NormalEffects.obstacle(model);
        if (obstacle == null && new EffectCells(model).work() * LEAST_DRAWS > MOST_WORK) {
            return "the effects that cross are too many to eliminate";
        }
        return obstacle;
    }

    /**
     * Thins the draws where all of them would take long.
     *
     * @param model without {@link #obstacle}
     * @param draws of its reported quantities
     */
    public static IntegratedDensity of(Model model, Draws draws) {
        return of(model, model, draws);
    }

    /**
     * The same of a fit without some rows. Their density is log p(y_i | the rows of the fit, scales), −½ weight log(2π variance) − ½ log(1 + h) − ½ τ
     * (y_i − m)² / (1 + h): a row that had a say is divided out, one that had none is not.
     *
     * @param whole with all rows as they count
     * @param model the same with weight 0 for some, without {@link #obstacle}
     * @param draws of the second model's reported quantities
     */
    static IntegratedDensity of(Model whole, Model model, Draws draws) {
        EffectCells cells = new EffectCells(model);
        long all = (long) draws.chains() * draws.draws();
        double affordable = Math.max(LEAST_DRAWS, WORK / cells.work());
        int thin = (int) Math.clamp(Math.ceil(all / affordable), 1, draws.draws());
        return new IntegratedDensity(whole, model, cells, draws, thin);
    }

    /** Every which draw of a chain is used. */
    public int thin() {
        return thin;
    }

    @Override
    public int rows() {
        return response.length;
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
        evaluate(IntStream.range(from, from + target.length).toArray(), target);
    }

    @Override
    public void evaluate(int[] rows, double[][] target) {
        int each = draws();
        int all = chains() * each;
        IntStream.range(0, (all + TASK - 1) / TASK).parallel().forEach(task -> {
            Point point = new Point();
            for (int s = task * TASK; s < Math.min(all, (task + 1) * TASK); s++) {
                point.compute(draws.values()[s / each], s % each * quantities);
                for (int i = 0; i < target.length; i++) {
                    target[i][s] = point.logDensity(rows[i]);
                }
            }
        });
    }

    /**
     * Rows of one cell with one weight and one standard error: at a draw they differ in their responses alone.
     *
     * @param weight in the fit
     * @param own weight with all rows: another than in the fit if the row was left out of that
     */
    private record Kinds(int[] ofRow, int[] cell, double[] weight, double[] own, double @Nullable [] error) {
        private record Kind(int cell, double weight, double own, double error) {}

        static Kinds of(EffectCells cells, Design design, Design whole) {
            double[] weights = design.additions().weights();
            double[] all = whole.additions().weights();
            double[] errors = design.additions().standardError();
            Map<Kind, Integer> known = new LinkedHashMap<>();
            int[] ofRow = new int[cells.cell.length];
            for (int i = 0; i < ofRow.length; i++) {
                Kind kind = new Kind(
                        cells.cell[i],
                        weights == null ? 1 : weights[i],
                        all == null ? 1 : all[i],
                        errors == null ? 0 : errors[i]);
                ofRow[i] = known.computeIfAbsent(kind, k -> known.size());
            }
            return new Kinds(
                    ofRow,
                    known.keySet().stream().mapToInt(Kind::cell).toArray(),
                    known.keySet().stream().mapToDouble(Kind::weight).toArray(),
                    known.keySet().stream().mapToDouble(Kind::own).toArray(),
                    errors == null
                            ? null
                            : known.keySet().stream().mapToDouble(Kind::error).toArray());
        }
    }

    /** Holds what is known at one draw after another. */
    private final class Point {
        private final EffectPosterior posterior = new EffectPosterior(cells);
        private final double[] precision = new double[cells.cells()];
        private final double[] weighted = new double[cells.cells()];
        /** By kind: the log density at a residual of 0, and what the square of a residual takes away. */
        private final double[] most = new double[kinds.cell.length];

        private final double[] curvature = new double[kinds.cell.length];

        void compute(double[] draw, int at) {
            double sigma = parameters.at(draw, at)[0];
            List<EffectCells.Vector> vectors = cells.vectors;
            for (int v = 0; v < vectors.size(); v++) {
                posterior.scale(v, factor(vectors.get(v).quantities(), draw, at));
            }
            Arrays.fill(precision, 0);
            Arrays.fill(weighted, 0);
            for (int kind = 0; kind < kinds.cell.length; kind++) {
                double variance = variance(kind, sigma);
                precision[kinds.cell[kind]] += weightSums[kind] / variance;
                weighted[kinds.cell[kind]] += responseSums[kind] / variance;
            }
            posterior.eliminate(precision, weighted);
            for (int kind = 0; kind < kinds.cell.length; kind++) {
                know(kind, variance(kind, sigma));
            }
        }

        private void know(int kind, double variance) {
            posterior.require(kinds.cell[kind]);
            double weight = kinds.own[kind];
            double tau = weight / variance;
            double leverage = tau * posterior.variance[kinds.cell[kind]];
            if (kinds.weight[kind] != weight) {
                most[kind] = -0.5 * (Math.log1p(leverage) + weight * (LOG_TWO_PI + Math.log(variance)));
                curvature[kind] = 0.5 * tau / (1 + leverage);
                return;
            }
            double rest = 1 - leverage;
            boolean nothing = rest < NOTHING_LEFT;
            most[kind] = nothing
                    ? Double.NEGATIVE_INFINITY
                    : 0.5 * (Math.log(rest) - weight * (LOG_TWO_PI + Math.log(variance)));
            curvature[kind] = nothing ? 0 : 0.5 * tau / rest;
        }

        double logDensity(int i) {
            int kind = kinds.ofRow[i];
            double residual = response[i] - posterior.mean[kinds.cell[kind]];
            return most[kind] - curvature[kind] * residual * residual;
        }

        private double variance(int kind, double sigma) {
            if (kinds.error == null) {
                return sigma * sigma;
            }
            double error = kinds.error[kind];
            return error * error + (design.additions().sigma() ? sigma * sigma : 0);
        }
    }

    /** diag(sd) L with L Lᵀ the correlations. */
    private static double[] factor(LinearPredictor.Deviations vector, double[] draw, int at) {
        int size = vector.sd().length;
        double[] factor = new double[size * size];
        int next = vector.correlation();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < row; column++) {
                factor[row * size + column] = draw[at + next++];
            }
            factor[row * size + row] = 1;
        }
        Triangle.factor(factor, 0, size);
        for (int row = 0; row < size; row++) {
            double sd = draw[at + vector.sd()[row]];
            for (int column = 0; column <= row; column++) {
                double entry = factor[row * size + column];
                // A correlation of ±1 leaves 0 on the diagonal, or by rounding the root of a negative number.
                factor[row * size + column] = Double.isNaN(entry) ? 0 : sd * entry;
            }
        }
        return factor;
    }
}
