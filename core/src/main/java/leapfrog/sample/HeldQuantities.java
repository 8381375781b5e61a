package leapfrog.sample;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Holds the draws of a run quantity by quantity, as summaries read them; or, from the time they are asked for draw by draw, so. Serves any number
 * of threads.
 */
final class HeldQuantities implements Draws.Source {
    /** Quantities that are turned into draws side by side: a line of the cache of them. */
    private static final int TILE = 8;

    private final int width;
    private final int draws;
    /** [chains] of a chain [quantities][draws], or null if it stands draw by draw. */
    private final AtomicReferenceArray<double[][]> quantities;
    /** [chains][draws × quantities] */
    private final double[][] values;

    /** @param chains of each [quantities][draws] */
    HeldQuantities(int draws, List<double[][]> chains) {
        this.draws = draws;
        width = chains.getFirst().length;
        quantities = new AtomicReferenceArray<>(chains.toArray(double[][][]::new));
        values = new double[chains.size()][];
    }

    @Override
    public int chains() {
        return values.length;
    }

    /** {@inheritDoc} Not to be changed: where it can be, it is what is held. */
    @Override
    public double[][] quantity(int column) {
        double[][] result = new double[chains()][];
        for (int chain = 0; chain < result.length; chain++) {
            double[][] of = quantities.get(chain);
            result[chain] = of == null ? picked(values[chain], column) : of[column];
        }
        return result;
    }

    private double[] picked(double[] chain, int column) {
        double[] result = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            result[draw] = chain[draw * width + column];
        }
        return result;
    }

    /** {@inheritDoc} One chain after the other, each instead of what was held of it: there may be no room for both of all. */
    @Override
    public synchronized double[][] values() {
        for (int chain = 0; chain < values.length; chain++) {
            double[][] of = quantities.get(chain);
            if (of != null) {
                double[] turned = new double[of.length * draws];
                turn(of, draws, turned, 0);
                values[chain] = turned;
                quantities.set(chain, null);
            }
        }
        return values;
    }

    /**
     * Writes draws one after the other.
     *
     * @param quantities [quantities][at least draws]
     * @param out [draws × quantities] is written from a draw on
     */
    static void turn(double[][] quantities, int draws, double[] out, int firstDraw) {
        int width = quantities.length;
        for (int from = 0; from < width; from += TILE) {
            int to = Math.min(from + TILE, width);
            for (int draw = 0; draw < draws; draw++) {
                int at = (firstDraw + draw) * width;
                for (int k = from; k < to; k++) {
                    out[at + k] = quantities[k][draw];
                }
            }
        }
    }

    @Override
    public boolean inMemory() {
        return true;
    }
}
