package leapfrog.sample;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Holds the positions of all draws in memory, and reports their quantities when the run is over. */
final class HeldDraws implements Keeping {
    private final Sampler.Request request;
    private final int dimension;
    private final Chain[] chains;

    /** @param draws that each chain is to make */
    HeldDraws(Sampler.Request request, int draws) {
        this.request = request;
        dimension = request.sampled().dimension();
        chains = new Chain[request.settings().chains()];
        Arrays.setAll(chains, _ -> new Chain(draws));
    }

    private final class Chain implements Positions {
        private final double[] positions;
        /** Transitions made at the first draw. */
        private long first;

        Chain(int draws) {
            positions = new double[Math.multiplyExact(draws, dimension)];
        }

        @Override
        public void keep(int draw, long transition, double[] position) {
            if (draw == 0) {
                first = transition;
            }
            System.arraycopy(position, 0, positions, draw * dimension, dimension);
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
    public Positions of(int chain) {
        return chains[chain];
    }

    @Override
    public Draws finish(int draws) {
        double[][] values = new double[chains.length][];
        IntStream.range(0, chains.length).parallel().forEach(chain -> values[chain] = quantities(chain, draws));
        return new Draws(request.selection().variables(), draws, values);
    }

    private double[] quantities(int chain, int draws) {
        int width = request.selection().columns().length;
        Recorder recorder = new Recorder(request);
        Chain from = chains[chain];
        double[] of = new double[draws * width];
        for (int draw = 0; draw < draws; draw++) {
            long transition = from.first + (long) draw * request.settings().thin();
            recorder.report(chain, transition, from.positions, draw * dimension, of, draw * width);
        }
        return of;
    }
}
