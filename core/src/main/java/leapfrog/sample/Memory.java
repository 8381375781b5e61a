package leapfrog.sample;

import java.util.Locale;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.ModelData;
import org.jspecify.annotations.Nullable;

/** Estimates what the draws of a fit take in memory before it starts, and refuses what cannot fit. */
final class Memory {
    /** Share of the heap that draws may take; the rest is for engines, summaries and the collector. */
    private static final double SHARE = 0.8;

    /** Share of the heap that a layer of draws may take that is handed on. */
    private static final double LAYER_SHARE = 0.08;
    /** Layers at a time: two are open, and a block of what a continued fit had and of what it gets ({@link ContinuedBlocks}). */
    private static final int LAYERS = 3;

    /** Share of the heap that the draws of fits under way at a time may take. */
    private static final double TOGETHER_SHARE = 0.5;

    /** Share of the heap that the models of one lot of a batch may take. Two lots are held: one is fitted while the next one is made. */
    private static final double LOT_SHARE = 0.12;

    /** Arrays of a quantity's size that it takes to summarise it. */
    private static final int SUMMARY = 12;

    /** Objects that a chain consists of, draws apart; and its vectors: position, metric, gradient, sums. */
    private static final int CHAIN = 1024;

    private static final int VECTORS = 4;

    /** Columns of a design beside its terms: response, weights, offset, used rows. */
    private static final int DESIGN = 4;
    /** Numbers, names and objects that a model has for each of its coordinates, in numbers. */
    private static final int MODEL = 32;

    private Memory() {}

    /** Bytes that each chain carries along. */
    private static double chain(int dimension, FitSettings settings) {
        boolean ownDense = settings.metric() == FitSettings.MetricKind.DENSE
                && settings.adaptation() == FitSettings.Adaptation.CHAIN;
        return CHAIN + 8.0 * dimension * (ownDense ? dimension : VECTORS);
    }

    /**
     * Bytes: positions while sampling, the quantities beside them, and what each chain carries along.
     *
     * <p>A number of any size: nobody has checked the settings against one another yet.
     */
    static double bytes(int dimension, int quantities, FitSettings settings) {
        double draw = SamplerStatistics.BYTES + 8.0 * dimension + 8.0 * quantities;
        return settings.chains() * (chain(dimension, settings) + draw * settings.draws());
    }

    /**
     * Whether all draws can be held.
     *
     * @param earlier the fit to continue, whose draws stand beside those of both together for a moment; or null
     */
    static boolean holds(Sampler.Request request, @Nullable Fit earlier) {
        int quantities = request.selection().columns().length;
        int dimension = dimension(request, earlier);
        FitSettings settings = request.settings();
        long perChain = Math.max(dimension, quantities) * (long) settings.draws();
        return perChain <= Integer.MAX_VALUE - 8
                && (long) settings.chains() * settings.draws() <= Integer.MAX_VALUE - 8
                && bytes(dimension, quantities, settings)
                        <= SHARE * Runtime.getRuntime().maxMemory();
    }

    /** Numbers that a draw takes beside its quantities at most. */
    private static int dimension(Sampler.Request request, @Nullable Fit earlier) {
        int sampled = request.sampled().dimension();
        return earlier == null ? sampled : Math.max(sampled, request.selection().columns().length);
    }

    /** How many such fits may be under way at a time, at least one: half of the heap is for them, for the models of the others are held too. */
    static int together(Sampler.Request request) {
        double one = bytes(request.sampled().dimension(), request.selection().columns().length, request.settings());
        return (int) Math.clamp(TOGETHER_SHARE * Runtime.getRuntime().maxMemory() / one, 1, Integer.MAX_VALUE);
    }

    /** Bytes that a made model takes, about: the used part of its table, its design, and what kernels read. */
    static double model(Sampler.Request request) {
        Design design = request.model().design();
        ModelData data = request.sampled().data();
        int columns = request.data().names().size()
                + design.population().size()
                + design.groups().size()
                + design.factors().size()
                + DESIGN;
        double kernels = (double) data.rows().count() * (data.terms().size() + DESIGN);
        return 8.0
                * ((double) request.data().rows() * columns
                        + kernels
                        + MODEL * (double) request.model().dimension());
    }

    /** Bytes that the models of a lot may take. */
    static double ofLot() {
        return LOT_SHARE * Runtime.getRuntime().maxMemory();
    }

    /**
     * Requires that all draws can be held.
     *
     * @param earlier as in {@link #holds}
     * @throws InputException if they cannot
     */
    static void require(Sampler.Request request, @Nullable Fit earlier) {
        if (!holds(request, earlier)) {
            int quantities = request.selection().columns().length;
            FitSettings settings = request.settings();
            throw refusal(settings, quantities, bytes(dimension(request, earlier), quantities, settings));
        }
    }

    /**
     * Draws of a layer, if draws are handed on while chains sample: at most as many as of a block.
     *
     * @param earlier the fit to continue, whose draws may be in memory; or null
     * @throws InputException if one draw of each chain, or the summary of a quantity, does not fit either
     */
    static int layerDraws(Sampler.Request request, @Nullable Fit earlier) {
        FitSettings settings = request.settings();
        int dimension = request.sampled().dimension();
        int quantities = request.selection().columns().length;
        double draws = (double) settings.chains() * settings.draws();
        double draw = settings.chains() * (8.0 * (dimension + quantities) + SamplerStatistics.BYTES);
        double heap = Runtime.getRuntime().maxMemory();
        double held = earlier == null || !earlier.draws().inMemory() ? 0 : held(earlier.draws());
        int layer = (int) Math.clamp(LAYER_SHARE * (heap - held) / draw, 1, Math.min(Plan.BLOCK, settings.draws()));
        double sampling = settings.chains() * chain(dimension, settings) + LAYERS * layer * draw;
        double summary = 8.0 * SUMMARY * draws;
        double needed = held + Math.max(sampling, summary);
        if (draws > Integer.MAX_VALUE - 8 || needed > SHARE * heap) {
            throw refusal(settings, quantities, needed);
        }
        return layer;
    }

    /** Bytes of draws and of what the sampler tells of them. */
    private static double held(Draws draws) {
        return (8.0 * draws.quantities() + SamplerStatistics.BYTES) * draws.chains() * draws.draws();
    }

    private static InputException refusal(FitSettings settings, int quantities, double needed) {
        return new InputException(String.format(
                Locale.ROOT,
                "%d chains x %d draws of %d quantities need %.1f GB of memory, the Java heap has %.1f GB; ask for"
                        + " fewer --draws or --chains, a larger --thin, or a larger heap (LEAPFROG_JAVA_OPTS=-Xmx…)",
                settings.chains(),
                settings.draws(),
                quantities,
                needed * 1e-9,
                Runtime.getRuntime().maxMemory() * 1e-9));
    }
}
