package leapfrog.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import leapfrog.engine.DualAveragingState;
import org.junit.jupiter.api.Test;

/** Compares dual averaging with values computed from the formulas in 50-digit arithmetic, and with its limit. */
final class DualAveragingTest {
    /**
     * Acceptances and, after each, step size and averaged step size, from ε = 0.5, δ = 0.8. Provenance: Stan's formulas
     * (stepsize_adaptation.hpp) evaluated with Python 3.11's decimal module at 50 digits.
     */
    private static final double[][] SEQUENCE = {
        {1, 7.192755047888388, 7.192755047888388},
        {0.3, 2.4653434569761985, 3.805344754990514},
        {0, 0.26667489274017087, 1.1856691420097507},
        {0.95, 0.33126129576130814, 0.7553847061393053},
        {0.8125, 0.3055484075388355, 0.5762453137347199},
        {0.5, 0.1130848866003111, 0.3768212304198204},
        {1.5, 0.19791156066779544, 0.3244519062434373},
        {0.99, 0.34854161991814525, 0.3293739187608281},
        {0.75, 0.29382450434159824, 0.32221329235691654},
        {0.625, 0.16828355784085508, 0.28706343419929087}
    };

    @Test
    void followsTheFormulas() {
        DualAveraging averaging = new DualAveraging();
        averaging.restart(0.5);
        for (double[] row : SEQUENCE) {
            double stepSize = averaging.update(row[0], 0.8);
            assertEquals(row[1], stepSize, 1e-13 * row[1]);
            assertEquals(row[2], Math.exp(averaging.state().logStepMean()), 1e-13 * row[2]);
        }
    }

    @Test
    void goesOnFromItsState() {
        DualAveraging whole = new DualAveraging();
        whole.restart(0.1);
        DualAveraging parts = new DualAveraging();
        parts.restart(0.1);
        for (int i = 0; i < 20; i++) {
            double acceptance = (i * 7 % 10) / 10.0;
            DualAveraging next = new DualAveraging();
            next.resume(parts.state());
            parts = next;
            assertEquals(whole.update(acceptance, 0.9), parts.update(acceptance, 0.9));
        }
        assertEquals(whole.state(), parts.state());
    }

    @Test
    void startsAtTheStepSizeItIsGiven() {
        DualAveraging averaging = new DualAveraging();
        averaging.restart(0.25);
        double log = Math.log(0.25);
        assertEquals(new DualAveragingState(Math.log(2.5), 0, 0, log, log), averaging.state());
    }

    @Test
    void findsTheStepSizeOfTheTargetAcceptance() {
        DualAveraging averaging = new DualAveraging();
        averaging.restart(1);
        double stepSize = 1;
        for (int i = 0; i < 20_000; i++) {
            // Acceptance exp(−ε): 0.8 at ε = −log 0.8.
            stepSize = averaging.update(Math.exp(-stepSize), 0.8);
        }
        assertEquals(-Math.log(0.8), Math.exp(averaging.state().logStepMean()), 1e-3);
    }
}
