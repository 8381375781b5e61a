package leapfrog.predict;

import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.LinearPredictor;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import leapfrog.random.RandomSequence;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * Predicts rows at every draw of a fit, block by block, so that memory is bounded: beside the draws themselves
 * {@value #BLOCK} predictions a thread, and as many again in order where quantiles are asked for.
 *
 * <p>Each random number is a function of the seed, the chain, the draw, and of the row of the table (a response) or the group's and the
 * level's name (a new group). So blocks, threads and the other rows do not change a prediction, and the rows of one new group share
 * its deviations. If the draws are a prior's, predictions are the prior predictive distribution.
 */
public final class Predictor {
    /** Predictions in a block, unless a single row has more draws. */
    static final int BLOCK = 1 << 19;

    private static final int MOST_ROWS = 256;

    private final Model model;
    private final Draws draws;
    private final Design rows;
    private final long seed;
    private final LinearPredictor linear;
    private final ResponseDistribution distribution;
    private final NewLevels newLevels;

    /**
     * Predicts rows at every draw of a model.
     *
     * @param model that the draws are of
     * @param rows the model's own design, or one of further rows, made by {@link DesignBuilder#again}
     * @param seed keys new groups and responses
     * @throws InputException if the draws lack quantities of the model
     */
    public Predictor(Model model, Draws draws, Design rows, long seed) {
        draws.requireAll(model, "prediction");
        this.model = model;
        this.draws = draws;
        this.rows = rows;
        this.seed = ChainRandom.mix(seed, "response");
        linear = LinearPredictor.of(model, rows);
        distribution = ResponseDistribution.of(model, rows);
        newLevels = new NewLevels(linear, rows, ChainRandom.mix(seed, "level"));
    }

    /** Of the rows that a fit is of: those of its table in which nothing is missing that the formula uses. */
    public static Predictor ofOwnRows(Fit fit, long seed) {
        Model model = fit.model();
        return new Predictor(model, fit.draws(), model.design(), seed);
    }

    /**
     * Of a table's rows, coded as the fit's.
     *
     * @throws InputException as {@link DesignBuilder#again} says
     */
    public static Predictor of(Fit fit, Table table, long seed) {
        Recipe recipe = fit.recipe();
        Design rows = DesignBuilder.again(Formula.parse(recipe.formula()), fit.data(), table, recipe.family());
        return new Predictor(fit.model(), fit.draws(), rows, seed);
    }

    /** The rows that are predicted. */
    public Design rows() {
        return rows;
    }

    /** The model that the draws are of. */
    public Model model() {
        return model;
    }

    /** Number of chains. */
    public int chains() {
        return draws.chains();
    }

    /** Draws of all chains together. */
    public int draws() {
        return draws.chains() * draws.draws();
    }

    /** Most rows of a block. */
    public int blockRows() {
        return Math.clamp(BLOCK / draws(), 1, MOST_ROWS);
    }

    /** Why there is no prediction of a kind, in a sentence, or null: the rows lack the numbers of trials, or the standard errors. */
    public @Nullable String obstacle(PredictionKind kind) {
        return distribution.obstacle(kind);
    }

    /**
     * Predicts all rows and hands them to sinks; several blocks at once, as many as processors.
     *
     * @throws InputException if there is an {@link #obstacle}
     */
    public void run(PredictionKind kind, List<? extends PredictionSink> sinks) {
        String obstacle = obstacle(kind);
        if (obstacle != null) {
            throw new InputException(obstacle);
        }
        int size = blockRows();
        int blocks = Math.ceilDiv(rows.rows(), size);
        int atOnce = Math.min(blocks, Runtime.getRuntime().availableProcessors());
        PredictionBlock[] slots = new PredictionBlock[atOnce];
        for (int slot = 0; slot < atOnce; slot++) {
            slots[slot] = new PredictionBlock(size, draws());
        }
        for (int first = 0; first < blocks; first += atOnce) {
            int wave = Math.min(atOnce, blocks - first);
            for (int slot = 0; slot < wave; slot++) {
                int from = (first + slot) * size;
                slots[slot].begin(from, Math.min(rows.rows(), from + size));
            }
            IntStream.range(0, wave).parallel().forEach(slot -> {
                fill(kind, slots[slot]);
                sinks.forEach(sink -> sink.prepare(slots[slot]));
            });
            for (int slot = 0; slot < wave; slot++) {
                PredictionBlock block = slots[slot];
                sinks.forEach(sink -> sink.take(block));
            }
        }
    }

    private void fill(PredictionKind kind, PredictionBlock block) {
        double[] eta = new double[block.to() - block.from()];
        double[] deviation = new double[linear.unseen()];
        NewLevels.Filler filler = newLevels.of(block.from(), block.to());
        RandomSequence random = new RandomSequence();
        int width = draws.quantities();
        for (int chain = 0; chain < draws.chains(); chain++) {
            double[] values = draws.values()[chain];
            for (int draw = 0; draw < draws.draws(); draw++) {
                int at = draw * width;
                filler.fill(values, at, chain, draw, deviation);
                linear.evaluate(values, at, deviation, block.from(), block.to(), eta);
                int column = chain * draws.draws() + draw;
                for (int i = 0; i < eta.length; i++) {
                    int row = block.from() + i;
                    block.row(i)[column] = switch (kind) {
                        case LINEAR -> eta[i];
                        case EXPECTED -> distribution.expected(row, eta[i]);
                        case RESPONSE -> {
                            long key = ChainRandom.mix(seed, rows.usedRows()[row]);
                            random.begin(key, chain, Purpose.PREDICT, draw);
                            yield distribution.draw(row, eta[i], values, at, random);
                        }
                    };
                }
            }
        }
    }
}
