package leapfrog.regression;

import java.nio.file.Path;
import java.util.List;
import leapfrog.compare.LogLikelihood;
import leapfrog.data.FitGroups;
import leapfrog.data.RowDraws;
import leapfrog.data.RowGroup;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.predict.PredictionBlock;
import leapfrog.predict.PredictionKind;
import leapfrog.predict.PredictionSink;
import leapfrog.predict.Predictor;
import leapfrog.sample.Fit;

/** Computes what a saved fit may keep of its rows at each draw, log likelihoods and predictive draws, in blocks of rows. */
public final class FitRows {
    /** Numbers in a block of log likelihoods, unless a single row has more draws. */
    private static final int BLOCK = 1 << 19;

    private FitRows() {}

    /**
     * Refuses a group that a fit cannot have.
     *
     * @param priorOnly whether the fit's draws are the prior's
     * @throws InputException if a prior's draws are asked for the posterior's predictions or for log likelihoods, or the reverse
     */
    public static void check(RowGroup group, boolean priorOnly) {
        if ((group == RowGroup.PRIOR_PREDICTIVE) != priorOnly) {
            throw new InputException(
                    priorOnly
                            ? group.text() + " needs draws of the posterior; this fit samples the prior"
                            : group.text() + " needs draws of the prior, which a prior-only fit samples");
        }
    }

    /**
     * Adds a group to a fit's folder.
     *
     * @param fit the fit that the folder holds
     * @throws InputException as {@link #check} and {@link FitGroups#add}
     */
    public static void save(Path folder, RowGroup group, Fit fit) {
        check(group, fit.recipe().priorOnly());
        Model model = fit.model();
        RowDraws values = switch (group) {
            case LOG_LIKELIHOOD -> new Likelihoods(model, new LogLikelihood(model, fit.draws()));
            case POSTERIOR_PREDICTIVE, PRIOR_PREDICTIVE ->
                new Predictions(new Predictor(
                        model, fit.draws(), model.design(), fit.settings().seed()));
        };
        FitGroups.add(folder, group, model.design().responseName(), values);
    }

    private record Likelihoods(Model model, LogLikelihood likelihood) implements RowDraws {
        @Override
        public int[] rows() {
            return model.design().usedRows();
        }

        @Override
        public int chains() {
            return likelihood.chains();
        }

        @Override
        public int draws() {
            return likelihood.draws();
        }

        @Override
        public int blockRows() {
            return likelihood.rowsWithin(BLOCK);
        }

        @Override
        public void stream(Sink sink) {
            double[][] block = new double[0][];
            for (int from = 0; from < likelihood.rows(); from += blockRows()) {
                int count = Math.min(blockRows(), likelihood.rows() - from);
                block = block.length == count ? block : new double[count][chains() * draws()];
                likelihood.evaluate(from, block);
                sink.take(block);
            }
        }
    }

    private record Predictions(Predictor predictor) implements RowDraws {
        @Override
        public int[] rows() {
            return predictor.rows().usedRows();
        }

        @Override
        public int chains() {
            return predictor.chains();
        }

        @Override
        public int draws() {
            return predictor.draws() / predictor.chains();
        }

        @Override
        public int blockRows() {
            return predictor.blockRows();
        }

        @Override
        public void stream(Sink sink) {
            predictor.run(PredictionKind.RESPONSE, List.of(new PredictionSink() {
                @Override
                public void take(PredictionBlock block) {
                    double[][] values = new double[block.to() - block.from()][];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = block.row(i);
                    }
                    sink.take(values);
                }
            }));
        }
    }
}
