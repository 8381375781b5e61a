package leapfrog.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import leapfrog.engine.Backend;
import leapfrog.engine.BatchShape;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;
import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure;
import leapfrog.model.Transform;
import org.junit.jupiter.api.Test;

/** Gives verification backends with one fault each, which it must find, and counts what its problems cover. */
final class VerificationTest {
    private static final EngineOptions OPTIONS = new EngineOptions(1, 1, "");

    /** Spoils what a right evaluator wrote. */
    private interface Fault {
        void spoil(GradientBatch batch);
    }

    /** The scalar backend with a fault, and a largest batch. */
    private record Faulty(int maximum, Fault fault) implements Backend {
        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public List<DeviceOffer> probe() {
            return List.of();
        }

        @Override
        public Support supports(ModelStructure structure, EngineOptions options) {
            return new Support.Yes();
        }

        @Override
        public Session open(Problem problem, EngineOptions options) {
            Session right = new ScalarBackend().open(problem, options);
            return new Session() {
                @Override
                public String device() {
                    return "faulty";
                }

                @Override
                public GradientEvaluator gradients() {
                    GradientEvaluator evaluator = right.gradients();
                    return new GradientEvaluator() {
                        @Override
                        public BatchShape shape() {
                            return new BatchShape(1, 1, maximum);
                        }

                        @Override
                        public void evaluate(GradientBatch batch) {
                            assertTrue(batch.blocks() <= maximum);
                            evaluator.evaluate(batch);
                            fault.spoil(batch);
                        }

                        @Override
                        public void close() {
                            evaluator.close();
                        }
                    };
                }

                @Override
                public TransitionEngine transitions() {
                    return right.transitions();
                }

                @Override
                public void close() {
                    right.close();
                }
            };
        }
    }

    private static String failure(Fault fault) {
        return Verification.of(new Faulty(100_000, fault), OPTIONS).failure().orElse("none");
    }

    @Test
    void smallBatchesAreRespected() {
        assertEquals(
                "none",
                Verification.of(new Faulty(7, batch -> {}), OPTIONS).failure().orElse("none"));
    }

    @Test
    void errorsJustAboveTheTolerancesAreFound() {
        String density = failure(batch -> {
            for (int i = 0; i < batch.blocks(); i++) {
                double value = batch.logDensities()[i];
                batch.logDensities()[i] = value + 1.1e-11 * Math.max(1, Math.abs(value));
            }
        });
        assertTrue(density.startsWith("model 'noise alone', task 'rows 31, levels []', point 0"), density);
        assertTrue(density.matches("(?s).*relative error 1\\.(09|1).* above 1.0E-11.*"), density);
        String gradient = failure(batch -> batch.gradients()[batch.at(0)] *= 1 + 1e-9);
        assertTrue(gradient.contains("gradient[0]"), gradient);
    }

    @Test
    void errorsBelowTheTolerancesAreMeasured() {
        Verification.Result result = Verification.of(
                new Faulty(100_000, batch -> {
                    for (int i = 0; i < batch.blocks(); i++) {
                        batch.logDensities()[i] *= 1 + 2e-12;
                    }
                }),
                OPTIONS);
        assertTrue(result.passed());
        assertEquals(2e-12, result.logDensityError(), 1e-15);
        assertEquals(0, result.gradientError());
    }

    @Test
    void swallowedInfinitiesAreFound() {
        String failure = failure(batch -> {
            for (int i = 0; i < batch.blocks(); i++) {
                if (!Double.isFinite(batch.logDensities()[i])) {
                    batch.logDensities()[i] = -1e300;
                }
            }
        });
        assertTrue(failure.contains("the reference's is NaN"), failure);
    }

    @Test
    void dependenceOnTheBatchIsFound() {
        String size = failure(batch -> {
            if (batch.blocks() == 1) {
                batch.logDensities()[0] = Math.nextUp(batch.logDensities()[0]);
            }
        });
        assertTrue(size.contains("alone in its batch"), size);
        String place = failure(batch -> batch.gradients()[batch.at(0)] = Math.nextUp(batch.gradients()[batch.at(0)]));
        assertTrue(place.contains("in reversed order"), place);
    }

    /** The tails and kinds that the contract names are all there. */
    @Test
    void problemsCoverWhatTheyClaim() {
        Set<Integer> rows = new HashSet<>();
        Set<Integer> levels = new HashSet<>();
        Set<Integer> factors = new HashSet<>();
        Set<ModelData.Shape> shapes = new HashSet<>();
        Set<Transform.Kind> transforms = new HashSet<>();
        Set<Integer> powers = new HashSet<>();
        Set<Integer> blocks = new HashSet<>();
        boolean combination = false;
        boolean constantPower = false;
        boolean emptyLevel = false;
        List<ModelData> tasks = new ArrayList<>();
        for (VerificationShape shape : VerificationShape.all()) {
            tasks.addAll(VerificationProblems.problem(shape).tasks());
        }
        assertEquals(34 * 9, tasks.size());
        for (ModelData task : tasks) {
            rows.add(task.rows().count());
            factors.add(task.rows().level().length);
            for (int count : task.rows().levels()) {
                levels.add(count);
            }
            for (ModelData.Prior prior : task.priors()) {
                shapes.add(prior.shape());
                powers.add(prior.power());
                combination |= prior.scalars().length > 1;
                constantPower |= prior.scale() == Double.POSITIVE_INFINITY && prior.power() != 1;
            }
            task.scalars().forEach(transform -> transforms.add(transform.kind()));
            task.correlated().forEach(block -> blocks.add(block.size()));
            if (task.rows().level().length > 0) {
                int[] segments = task.rows().segments();
                for (int j = 0; j + 1 < segments.length; j++) {
                    emptyLevel |= segments[j] == segments[j + 1];
                }
            }
        }
        assertTrue(rows.containsAll(Set.of(0, 1, 2, 7, 8, 9, 31, 919, 4098)));
        assertTrue(levels.containsAll(Set.of(1, 2, 85, 1000)));
        assertEquals(Set.of(0, 1, 2, 3), factors);
        assertEquals(Set.of(ModelData.Shape.values()), shapes);
        assertEquals(Set.of(Transform.Kind.values()), transforms);
        assertEquals(Set.of(-2, 1, 2), powers);
        assertTrue(constantPower);
        assertEquals(Set.of(2, 3), blocks);
        assertTrue(combination && emptyLevel);
    }
}
