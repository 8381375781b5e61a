package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import leapfrog.diagnose.QuantitySummary;
import leapfrog.model.Variable;
import org.junit.jupiter.api.Test;

/** Compares the rows of many quantities, in memory and stored, with the summary of each alone. */
class SummaryTest {
    private static final int QUANTITIES = 37;
    private static final int DRAWS = 60;

    @Test
    void everyRowIsOfItsOwnQuantity() {
        SplittableRandom random = new SplittableRandom(4);
        double[][] values = {
            random.doubles(DRAWS * QUANTITIES).toArray(),
            random.doubles(DRAWS * QUANTITIES).toArray()
        };
        List<String> levels =
                IntStream.range(0, QUANTITIES).mapToObj(Integer::toString).toList();
        List<Variable> variables = List.of(new Variable("b", List.of(new Variable.Axis("level", levels)), 0));
        Draws held = new Draws(variables, DRAWS, values);
        Draws stored = new Draws(variables, DRAWS, new Stored(held));
        for (Draws draws : List.of(held, stored)) {
            List<SummaryRow> rows = Summary.of(draws);
            assertEquals(QUANTITIES, rows.size());
            for (int column = 0; column < QUANTITIES; column++) {
                SummaryRow row = rows.get(column);
                QuantitySummary alone = QuantitySummary.of(held.quantity(column));
                assertEquals("b[" + column + "]", row.parameter());
                assertEquals(alone.mean(), row.mean());
                assertEquals(alone.q95(), row.q95());
                assertEquals(alone.mcseSd(), row.mcseSd());
                assertEquals(alone.essTail(), row.essTail());
                assertEquals(alone.rhat(), row.rhat());
            }
        }
    }

    private record Stored(Draws draws) implements Draws.Source {
        @Override
        public int chains() {
            return draws.chains();
        }

        @Override
        public double[][] quantity(int column) {
            return draws.quantity(column);
        }

        @Override
        public double[][] values() {
            return draws.values();
        }

        @Override
        public boolean inMemory() {
            return false;
        }
    }
}
