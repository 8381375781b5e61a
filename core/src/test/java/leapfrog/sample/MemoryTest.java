package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import leapfrog.model.InputException;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import leapfrog.model.Sampled;
import leapfrog.model.Table;
import org.junit.jupiter.api.Test;

/** Counts what fits take in memory, and what the fits take that they continue. */
class MemoryTest {
    private static final double HEAP = Runtime.getRuntime().maxMemory();

    private final Model model = Radon.model("partial_2022.noncentered", true);

    /** Draws that nobody reads. */
    private record Imagined(int chains, boolean inMemory) implements Draws.Source {
        @Override
        public double[][] quantity(int column) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double[][] values() {
            throw new UnsupportedOperationException();
        }
    }

    private Sampler.Request request(int draws, boolean marginalize) {
        Table none = Table.of(
                Map.of("row", new Table.Column.Numbers(new double[model.design().tableRows()])));
        Recipe recipe = new Recipe(model.design().formula(), model.options().family(), List.of(), List.of(), true);
        FitSettings settings = FitSettings.defaults(1).withChains(4096).withDraws(draws);
        Sampled sampled = marginalize ? MarginalModel.of(model) : model;
        return new Sampler.Request(model, sampled, recipe, none, settings);
    }

    private Fit earlier(int draws, boolean inMemory) {
        Sampler.Request request = request(draws, false);
        return new Fit(
                request.recipe(),
                request.settings(),
                request.data(),
                new Draws(model.variables(), draws, new Imagined(4096, inMemory)),
                new SamplerStatistics.Held(0),
                List.of(),
                RunReports.of(0, false));
    }

    /** Draws of each of 4,096 chains that take this share of the heap: 175 parameters and 175 quantities each. */
    private static int drawsOf(double share) {
        return (int) (share * HEAP / (4096 * (SamplerStatistics.BYTES + 2 * 8.0 * 175)));
    }

    @Test
    void whatAContinuedFitHasInMemoryIsCounted() {
        Sampler.Request request = request(drawsOf(2), false);
        assertFalse(request.fitsInMemory(null));
        int alone = Memory.layerDraws(request, null);
        assertEquals(alone, Memory.layerDraws(request, earlier(drawsOf(1.7), false)));
        assertTrue(alone >= 1);
        // Half of what they take while they are sampled: 0.85 of the heap.
        InputException refused =
                assertThrows(InputException.class, () -> Memory.layerDraws(request, earlier(drawsOf(1.7), true)));
        assertTrue(String.valueOf(refused.getMessage()).contains("GB of memory"), refused.getMessage());
    }

    /** Where effects are integrated out, a draw's position is small beside its quantities, which are held twice when two fits become one. */
    @Test
    void bothPartsOfAFitStandBesideTheWhole() {
        int draws = (int) (0.7 * HEAP / (4096 * (SamplerStatistics.BYTES + 8.0 * 175)));
        Sampler.Request request = request(draws, true);
        assertEquals(3, request.sampled().dimension());
        assertTrue(request.fitsInMemory(null));
        assertFalse(request.fitsInMemory(earlier(draws / 2, true)));
    }
}
