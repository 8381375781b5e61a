package leapfrog.sample;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import leapfrog.engine.TransitionStatistics;
import leapfrog.random.NormalBlocks;
import org.jspecify.annotations.Nullable;

/**
 * Collects the draws of all chains in layers of equally many draws a chain, reported as quantities, with their statistics, and hands on each layer that all chains
 * have finished. At most two layers are in memory: a chain whose next one would be the third has to wait ({@link #mayStart}).
 */
final class Layers implements Keeping {
    private final Sampler.Request request;
    private final Supplier<NormalBlocks> normals;
    private final DrawBlocks blocks;
    private final int layerDraws;
    private final int chains;
    private final int dimension;
    private final int width;
    private final Map<Integer, Layer> open = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Recorder> recorders = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<double[]> spare = new ConcurrentLinkedQueue<>();
    /** Where the chains were at the end of the last layer that was handed on. */
    private final double[][] last;

    private volatile int handedOn;

    /**
     * A layer that is being filled.
     *
     * @param values [chains][draws × quantities], a chain's from its first draw on
     * @param positions [chains][draws × dimension]
     * @param statistics [chains × draws]
     * @param first [chains] transitions made at a chain's first draw of it
     * @param left chains that have not finished it
     */
    private record Layer(
            @Nullable double[][] values,
            @Nullable double[][] positions,
            SamplerStatistics.Held statistics,
            long[] first,
            AtomicInteger left) {}

    /**
     * Has collected none.
     *
     * @param layerDraws draws a chain in a layer
     * @param normals for one thread each
     */
    Layers(Sampler.Request request, int layerDraws, DrawBlocks blocks, Supplier<NormalBlocks> normals) {
        this.request = request;
        this.normals = normals;
        this.blocks = blocks;
        this.layerDraws = layerDraws;
        chains = request.settings().chains();
        dimension = request.sampled().dimension();
        Selection selection = request.selection();
        width = selection.columns().length;
        last = new double[chains][dimension];
        blocks.begin(selection.variables(), request.settings(), layerDraws);
    }

    @Override
    public int blockDraws() {
        return layerDraws;
    }

    /** Whether there is room for a layer; there will be when all chains have finished the one two before it. */
    @Override
    public boolean mayStart(int layer) {
        return layer <= handedOn + 1;
    }

    @Override
    public KeptChain of(int chain) {
        return new KeptChain() {
            @Override
            public void keep(int draw, long transition, double[] position, TransitionStatistics statistics) {
                Layer layer = open.computeIfAbsent(draw / layerDraws, _ -> empty());
                layer.statistics().set(chain * layerDraws + draw % layerDraws, statistics);
                Layers.this.keep(layer, chain, draw % layerDraws, transition, position);
            }

            @Override
            public double[] at(int draw) {
                return position(chain, draw);
            }
        };
    }

    /** @param in of the layer's draws */
    private void keep(Layer layer, int chain, int in, long transition, double[] position) {
        if (in == 0) {
            start(layer.values(), chain, width);
            start(layer.positions(), chain, dimension);
            layer.first()[chain] = transition;
        }
        System.arraycopy(position, 0, kept(layer.positions(), chain), in * dimension, dimension);
        if (in == layerDraws - 1) {
            report(layer, chain, layerDraws);
            if (layer.left().decrementAndGet() == 0) {
                handOn();
            }
        }
    }

    private void report(Layer layer, int chain, int count) {
        Recorder free = recorders.poll();
        Recorder recorder = free == null ? new Recorder(request, normals.get()) : free;
        double[] values = kept(layer.values(), chain);
        recorder.report(
                chain,
                layer.first()[chain],
                kept(layer.positions(), chain),
                count,
                (quantities, draws, first) -> HeldQuantities.turn(quantities, draws, values, first));
        recorders.add(recorder);
    }

    private Layer empty() {
        return new Layer(
                new double[chains][],
                new double[chains][],
                new SamplerStatistics.Held(Math.multiplyExact(chains, layerDraws)),
                new long[chains],
                new AtomicInteger(chains));
    }

    private void start(@Nullable double[][] ofChains, int chain, int each) {
        double[] free = each == width ? spare.poll() : null;
        ofChains[chain] = free == null ? new double[Math.multiplyExact(layerDraws, each)] : free;
    }

    private static double[] kept(@Nullable double[][] ofChains, int chain) {
        double[] array = ofChains[chain];
        if (array == null) {
            throw new IllegalStateException("chain " + chain + " has a draw of a layer before its first one");
        }
        return array;
    }

    /** Hands on the layers that are finished, in order. */
    private synchronized void handOn() {
        Layer layer = open.get(handedOn);
        while (layer != null && layer.left().get() == 0) {
            write(layer, layerDraws);
            for (int chain = 0; chain < chains; chain++) {
                System.arraycopy(
                        kept(layer.positions(), chain), (layerDraws - 1) * dimension, last[chain], 0, dimension);
                spare.add(kept(layer.values(), chain));
            }
            open.remove(handedOn);
            handedOn++;
            layer = open.get(handedOn);
        }
    }

    private void write(Layer layer, int count) {
        double[][] values = new double[chains][];
        Arrays.setAll(values, chain -> kept(layer.values(), chain));
        blocks.write(count, values, layer.statistics());
    }

    private synchronized double[] position(int chain, int draw) {
        Layer layer = open.get(draw / layerDraws);
        if (layer == null) {
            if (draw != handedOn * layerDraws - 1) {
                throw new IllegalStateException("the position of draw " + draw + " was handed on");
            }
            return last[chain].clone();
        }
        int in = draw % layerDraws;
        return Arrays.copyOfRange(kept(layer.positions(), chain), in * dimension, (in + 1) * dimension);
    }

    /** Hands on what is left, and makes what reads all of it back. */
    @Override
    public synchronized Kept finish(int draws) {
        int count = draws - handedOn * layerDraws;
        if (count > 0) {
            Layer layer = open.get(handedOn);
            if (layer == null) {
                throw new IllegalStateException("there is no layer " + handedOn);
            }
            for (int chain = 0; chain < chains; chain++) {
                report(layer, chain, count);
            }
            write(layer, count);
        }
        return blocks.finish();
    }
}
