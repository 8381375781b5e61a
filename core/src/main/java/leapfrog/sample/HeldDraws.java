package leapfrog.sample;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import leapfrog.engine.TransitionStatistics;
import leapfrog.random.NormalBlocks;

/** Holds the positions and statistics of all draws in memory, and reports their quantities when the run is over. */
final class HeldDraws implements Keeping {
    private final Sampler.Request request;
    private final Supplier<NormalBlocks> normals;
    private final int dimension;
    private final Chain[] chains;
    private final SamplerStatistics.Held statistics;

    /**
     * Holds none yet.
     *
     * @param draws that each chain is to make
     * @param normals for one thread each
     */
    HeldDraws(Sampler.Request request, int draws, Supplier<NormalBlocks> normals) {
        this.request = request;
        this.normals = normals;
        dimension = request.sampled().dimension();
        chains = new Chain[request.settings().chains()];
        Arrays.setAll(chains, chain -> new Chain(draws, chain * draws));
        statistics = new SamplerStatistics.Held(Math.multiplyExact(chains.length, draws));
    }

    private final class Chain implements KeptChain {
        private final double[] positions;
        private final int firstStatistic;
        /** Transitions made at the first draw. */
        private long first;

        Chain(int draws, int firstStatistic) {
            this.firstStatistic = firstStatistic;
            positions = new double[Math.multiplyExact(draws, dimension)];
        }

        @Override
        public void keep(int draw, long transition, double[] position, TransitionStatistics of) {
            if (draw == 0) {
                first = transition;
            }
            System.arraycopy(position, 0, positions, draw * dimension, dimension);
            statistics.set(firstStatistic + draw, of);
        }

        @Override
        public double[] at(int draw) {
            return Arrays.copyOfRange(positions, draw * dimension, (draw + 1) * dimension);
        }
    }

    @Override
    public int blockDraws() {
        return Plan.BLOCK;
    }

    @Override
    public boolean mayStart(int block) {
        return true;
    }

    @Override
    public KeptChain of(int chain) {
        return chains[chain];
    }

    @Override
    public Kept finish(int draws) {
        List<double[][]> quantities = IntStream.range(0, chains.length)
                .parallel()
                .mapToObj(chain -> quantities(chain, draws))
                .toList();
        return new Kept(
                new Draws(request.selection().variables(), draws, new HeldQuantities(draws, quantities)),
                statistics.first(draws, chains.length));
    }

    private double[][] quantities(int chain, int draws) {
        Chain from = chains[chain];
        double[][] of = new double[request.selection().columns().length][draws];
        new Recorder(request, normals.get())
                .report(chain, from.first, from.positions, draws, (quantities, count, first) -> {
                    for (int k = 0; k < of.length; k++) {
                        System.arraycopy(quantities[k], 0, of[k], first, count);
                    }
                });
        return of;
    }
}
