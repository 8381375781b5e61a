package leapfrog.simd;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a Gaussian likelihood of any terms: makes the coefficients, then takes tile by tile the residuals down term by term, sums
 * their squares, and gathers the terms' gradients from them in the order of each factor's levels; at the end pulls them back.
 *
 * <p>The two vectors of a block take turns, so that the residuals of a tile stay in the cache. Chains are lanes, so no two sums meet in one place; every sum has a fixed order of rows.
 */
final class TileStage implements Stage {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TaskPlan plan, Block block) {
        TilePlan tiles = requireNonNull(plan.tiles);
        Arrays.fill(block.sums, 0.0);
        for (int h = 0; h < W; h += L) {
            for (int t = 0; t < tiles.terms().length; t++) {
                constrain(tiles.terms()[t], tiles.firstCoefficient()[t], block, h);
            }
            Arrays.fill(block.coefficientGradients, 0, plan.coefficients * L, 0.0);
            for (int tile = 0; tile < tiles.tiles(); tile++) {
                tile(tiles, tile, block, h);
            }
            for (int t = 0; t < tiles.terms().length; t++) {
                pullBack(tiles, t, plan.sigma, block, h);
            }
        }
    }

    private static void constrain(Coefficients term, int first, Block block, int h) {
        double[] positions = block.positions;
        double[] coefficients = block.coefficients;
        byte[] kind = term.kind();
        int[] coordinate = term.coordinate();
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector mean =
                term.mean() < 0 ? zero : DoubleVector.fromArray(S, positions, block.at + term.mean() * W + h);
        DoubleVector sd = term.sd() < 0 ? zero : DoubleVector.fromArray(S, block.values, term.sd() * W + h);
        for (int j = 0; j < kind.length; j++) {
            DoubleVector c = kind[j] == Coefficients.ABSENT
                    ? zero
                    : DoubleVector.fromArray(S, positions, block.at + coordinate[j] * W + h);
            c = kind[j] == Coefficients.NONCENTERED ? c.fma(sd, mean) : c;
            c.intoArray(coefficients, (first + j) * L);
        }
    }

    /** Adds one tile's gradients and squares. */
    private static void tile(TilePlan tiles, int tile, Block block, int h) {
        double[] residuals = block.residuals;
        double[] y = tiles.response();
        int start = tiles.tileStart(tile);
        int size = tiles.tileStart(tile + 1) - start;
        for (int i = 0; i < size; i++) {
            DoubleVector.broadcast(S, y[start + i]).intoArray(residuals, i * L);
        }
        for (TilePlan.Pass pass : tiles.passes()) {
            if (pass.second() < 0) {
                subtractOne(pass, tile, block);
            } else {
                subtractTwo(pass, tile, block);
            }
        }
        squares(tiles.weight(), start, size, block, h);
        for (TilePlan.Pass pass : tiles.passes()) {
            if (pass.second() < 0) {
                gatherOne(pass, tile, block);
            } else {
                gatherTwo(pass, tile, block);
            }
        }
    }

    private static void subtractOne(TilePlan.Pass pass, int tile, Block block) {
        double[] residuals = block.residuals;
        double[] x = pass.firstCovariate();
        int[] row = pass.row();
        int[] start = pass.segmentStart();
        int last = pass.tileSegments()[tile + 1];
        for (int s = pass.tileSegments()[tile]; s < last; s++) {
            int level = pass.segmentLevel()[s];
            DoubleVector c = DoubleVector.fromArray(S, block.coefficients, (pass.first() + level) * L)
                    .neg();
            int end = start[s + 1];
            for (int i = start[s]; i < end; i++) {
                int at = row[i] * L;
                DoubleVector r = DoubleVector.fromArray(S, residuals, at);
                DoubleVector.broadcast(S, x[i]).fma(c, r).intoArray(residuals, at);
            }
        }
    }

    private static void subtractTwo(TilePlan.Pass pass, int tile, Block block) {
        double[] residuals = block.residuals;
        double[] x = pass.firstCovariate();
        double[] z = pass.secondCovariate();
        int[] row = pass.row();
        int[] start = pass.segmentStart();
        int last = pass.tileSegments()[tile + 1];
        for (int s = pass.tileSegments()[tile]; s < last; s++) {
            int level = pass.segmentLevel()[s];
            DoubleVector c = DoubleVector.fromArray(S, block.coefficients, (pass.first() + level) * L)
                    .neg();
            DoubleVector d = DoubleVector.fromArray(S, block.coefficients, (pass.second() + level) * L)
                    .neg();
            int end = start[s + 1];
            for (int i = start[s]; i < end; i++) {
                int at = row[i] * L;
                DoubleVector r = DoubleVector.fromArray(S, residuals, at);
                r = DoubleVector.broadcast(S, x[i]).fma(c, r);
                DoubleVector.broadcast(S, z[i]).fma(d, r).intoArray(residuals, at);
            }
        }
    }

    /** Adds the tile's Σ w r² and leaves w r. */
    private static void squares(double @Nullable [] weight, int start, int size, Block block, int h) {
        double[] residuals = block.residuals;
        DoubleVector even = DoubleVector.zero(S);
        DoubleVector odd = DoubleVector.zero(S);
        if (weight == null) {
            int i = 0;
            for (; i + 1 < size; i += 2) {
                DoubleVector r0 = DoubleVector.fromArray(S, residuals, i * L);
                DoubleVector r1 = DoubleVector.fromArray(S, residuals, (i + 1) * L);
                even = r0.fma(r0, even);
                odd = r1.fma(r1, odd);
            }
            if (i < size) {
                DoubleVector r = DoubleVector.fromArray(S, residuals, i * L);
                even = r.fma(r, even);
            }
        } else {
            for (int i = 0; i < size; i++) {
                DoubleVector r = DoubleVector.fromArray(S, residuals, i * L);
                DoubleVector wr = r.mul(weight[start + i]);
                even = r.fma(wr, even);
                wr.intoArray(residuals, i * L);
            }
        }
        int at = Block.RESIDUAL_SQUARES * W + h;
        DoubleVector.fromArray(S, block.sums, at).add(even.add(odd)).intoArray(block.sums, at);
    }

    private static void gatherOne(TilePlan.Pass pass, int tile, Block block) {
        double[] residuals = block.residuals;
        double[] gradients = block.coefficientGradients;
        double[] x = pass.firstCovariate();
        int[] row = pass.row();
        int[] start = pass.segmentStart();
        int last = pass.tileSegments()[tile + 1];
        for (int s = pass.tileSegments()[tile]; s < last; s++) {
            DoubleVector even = DoubleVector.zero(S);
            DoubleVector odd = DoubleVector.zero(S);
            int end = start[s + 1];
            int i = start[s];
            for (; i + 1 < end; i += 2) {
                even = DoubleVector.fromArray(S, residuals, row[i] * L).fma(DoubleVector.broadcast(S, x[i]), even);
                odd = DoubleVector.fromArray(S, residuals, row[i + 1] * L)
                        .fma(DoubleVector.broadcast(S, x[i + 1]), odd);
            }
            if (i < end) {
                even = DoubleVector.fromArray(S, residuals, row[i] * L).fma(DoubleVector.broadcast(S, x[i]), even);
            }
            int at = (pass.first() + pass.segmentLevel()[s]) * L;
            DoubleVector.fromArray(S, gradients, at).add(even.add(odd)).intoArray(gradients, at);
        }
    }

    private static void gatherTwo(TilePlan.Pass pass, int tile, Block block) {
        double[] residuals = block.residuals;
        double[] gradients = block.coefficientGradients;
        double[] x = pass.firstCovariate();
        double[] z = pass.secondCovariate();
        int[] row = pass.row();
        int[] start = pass.segmentStart();
        int last = pass.tileSegments()[tile + 1];
        for (int s = pass.tileSegments()[tile]; s < last; s++) {
            DoubleVector evenX = DoubleVector.zero(S);
            DoubleVector oddX = DoubleVector.zero(S);
            DoubleVector evenZ = DoubleVector.zero(S);
            DoubleVector oddZ = DoubleVector.zero(S);
            int end = start[s + 1];
            int i = start[s];
            for (; i + 1 < end; i += 2) {
                DoubleVector r0 = DoubleVector.fromArray(S, residuals, row[i] * L);
                DoubleVector r1 = DoubleVector.fromArray(S, residuals, row[i + 1] * L);
                evenX = r0.fma(DoubleVector.broadcast(S, x[i]), evenX);
                oddX = r1.fma(DoubleVector.broadcast(S, x[i + 1]), oddX);
                evenZ = r0.fma(DoubleVector.broadcast(S, z[i]), evenZ);
                oddZ = r1.fma(DoubleVector.broadcast(S, z[i + 1]), oddZ);
            }
            if (i < end) {
                DoubleVector r0 = DoubleVector.fromArray(S, residuals, row[i] * L);
                evenX = r0.fma(DoubleVector.broadcast(S, x[i]), evenX);
                evenZ = r0.fma(DoubleVector.broadcast(S, z[i]), evenZ);
            }
            int at = (pass.first() + pass.segmentLevel()[s]) * L;
            DoubleVector.fromArray(S, gradients, at).add(evenX.add(oddX)).intoArray(gradients, at);
            at = (pass.second() + pass.segmentLevel()[s]) * L;
            DoubleVector.fromArray(S, gradients, at).add(evenZ.add(oddZ)).intoArray(gradients, at);
        }
    }

    /** Turns a term's gradient into that of its coordinates, mean and sd, and adds the prior of pooled coefficients. */
    private static void pullBack(TilePlan tiles, int t, int sigma, Block block, int h) {
        Coefficients term = tiles.terms()[t];
        int first = tiles.firstCoefficient()[t];
        double[] positions = block.positions;
        double[] gradients = block.gradients;
        byte[] kind = term.kind();
        int[] coordinate = term.coordinate();
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector inverseSigma = one.div(DoubleVector.fromArray(S, block.values, sigma * W + h));
        DoubleVector tau = inverseSigma.mul(inverseSigma);
        DoubleVector mean =
                term.mean() < 0 ? zero : DoubleVector.fromArray(S, positions, block.at + term.mean() * W + h);
        DoubleVector sd = term.sd() < 0 ? one : DoubleVector.fromArray(S, block.values, term.sd() * W + h);
        DoubleVector inverseSd = one.div(sd);
        DoubleVector tauSd = tau.mul(sd);
        DoubleVector squares = zero;
        DoubleVector sum = zero;
        DoubleVector moment = zero;
        DoubleVector centered = zero;
        DoubleVector centeredSquares = zero;
        for (int j = 0; j < kind.length; j++) {
            DoubleVector g = DoubleVector.fromArray(S, block.coefficientGradients, (first + j) * L);
            int at = block.at + coordinate[j] * W + h;
            if (kind[j] == Coefficients.NONCENTERED) {
                DoubleVector z = DoubleVector.fromArray(S, positions, at);
                g.mul(tauSd).sub(z).intoArray(gradients, at);
                squares = z.fma(z, squares);
                sum = sum.add(g);
                moment = g.fma(z, moment);
            } else if (kind[j] == Coefficients.CENTERED) {
                DoubleVector u =
                        DoubleVector.fromArray(S, positions, at).sub(mean).mul(inverseSd);
                g.mul(tau).sub(u.mul(inverseSd)).intoArray(gradients, at);
                centered = centered.add(u.mul(inverseSd));
                centeredSquares = u.fma(u, centeredSquares);
            } else if (kind[j] == Coefficients.DIRECT) {
                g.fma(tau, DoubleVector.fromArray(S, gradients, at)).intoArray(gradients, at);
            }
        }
        double[] sums = block.sums;
        int squaresAt = Block.PRIOR_SQUARES * W + h;
        DoubleVector.fromArray(S, sums, squaresAt)
                .add(squares.add(centeredSquares))
                .intoArray(sums, squaresAt);
        sum.fma(tau, centered).intoArray(sums, (Block.BY_MEAN + t * Block.PER_TERM) * W + h);
        moment.fma(tauSd, centeredSquares).intoArray(sums, (Block.BY_LOG_SD + t * Block.PER_TERM) * W + h);
    }
}
