package leapfrog.sample;

import java.util.List;
import leapfrog.model.Variable;

/**
 * Hands on the draws of an earlier fit and then those that continue it, cut into blocks as if there had been one run: a block holds what
 * the earlier fit ends with and what the other one begins with.
 */
final class ContinuedBlocks implements DrawBlocks {
    private final Fit earlier;
    private final DrawBlocks to;
    private int width;
    private int blockDraws;
    /** The block that is being filled, and the draws a chain that it has. */
    private double[][] values = {};

    private SamplerStatistics.Held statistics = new SamplerStatistics.Held(0);
    private int filled;

    ContinuedBlocks(Fit earlier, DrawBlocks to) {
        this.earlier = earlier;
        this.to = to;
    }

    @Override
    public void begin(List<Variable> variables, FitSettings settings, int blockDraws) {
        this.blockDraws = blockDraws;
        width = earlier.draws().quantities();
        int chains = settings.chains();
        values = new double[chains][Math.multiplyExact(blockDraws, width)];
        statistics = new SamplerStatistics.Held(Math.multiplyExact(chains, blockDraws));
        to.begin(variables, settings, blockDraws);
        SamplerStatistics.Held before = earlier.statistics().held();
        int draws = earlier.draws().draws();
        for (int first = 0; first < draws; first += blockDraws) {
            int count = Math.min(blockDraws, draws - first);
            earlier.draws().read(first, count, values);
            for (int chain = 0; chain < chains; chain++) {
                statistics.put(chain * blockDraws, before, chain * draws + first, count);
            }
            fill(count);
        }
    }

    @Override
    public void write(int count, double[][] more, SamplerStatistics of) {
        SamplerStatistics.Held held = of.held();
        for (int from = 0, some; from < count; from += some) {
            some = Math.min(count - from, blockDraws - filled);
            for (int chain = 0; chain < more.length; chain++) {
                System.arraycopy(more[chain], from * width, values[chain], filled * width, some * width);
                statistics.put(chain * blockDraws + filled, held, chain * blockDraws + from, some);
            }
            fill(some);
        }
    }

    /** Hands on the block if these draws fill it. */
    private void fill(int count) {
        filled += count;
        if (filled == blockDraws) {
            to.write(filled, values, statistics);
            filled = 0;
        }
    }

    @Override
    public Kept finish() {
        if (filled > 0) {
            to.write(filled, values, statistics);
        }
        return to.finish();
    }
}
