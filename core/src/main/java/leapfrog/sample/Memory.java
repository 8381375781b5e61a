package leapfrog.sample;

import java.util.Locale;
import leapfrog.model.InputException;

/** Estimates what the draws of a fit take in memory before it starts, and refuses what cannot fit. */
final class Memory {
    /** Share of the heap that draws may take; the rest is for engines, summaries and the collector. */
    private static final double SHARE = 0.8;

    /** Objects that a chain consists of, draws apart; and its vectors: position, metric, gradient, sums. */
    private static final int CHAIN = 1024;

    private static final int VECTORS = 4;

    private Memory() {}

    /**
     * Bytes: positions while sampling, the quantities beside them, and what each chain carries along.
     *
     * <p>A number of any size: nobody has checked the settings against one another yet.
     */
    static double bytes(int dimension, int quantities, FitSettings settings) {
        boolean ownDense = settings.metric() == FitSettings.MetricKind.DENSE
                && settings.adaptation() == FitSettings.Adaptation.CHAIN;
        double chain = CHAIN + 8.0 * dimension * (ownDense ? dimension : VECTORS);
        double draw = DrawStore.bytesPerDraw(dimension) + 8.0 * quantities;
        return settings.chains() * (chain + draw * settings.draws());
    }

    static void require(int dimension, int quantities, FitSettings settings) {
        long perChain = Math.max(dimension, quantities) * (long) settings.draws();
        double needed = bytes(dimension, quantities, settings);
        long heap = Runtime.getRuntime().maxMemory();
        if (perChain > Integer.MAX_VALUE - 8 || needed > SHARE * heap) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%d chains x %d draws of %d quantities need %.1f GB of memory, the Java heap has %.1f GB; ask for"
                        + " fewer --draws or --chains, a larger --thin, or a larger heap (LEAPFROG_JAVA_OPTS=-Xmx…)",
                    settings.chains(),
                    settings.draws(),
                    quantities,
                    needed * 1e-9,
                    heap * 1e-9));
        }
    }
}
