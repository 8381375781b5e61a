package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldQuantitiesTest {
    private static final int DRAWS = 3;

    /** Around a tile of eight. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 17})
    void givesQuantitiesBeforeAndAfterDrawsAreAskedFor(int width) {
        HeldQuantities held = new HeldQuantities(DRAWS, List.of(chain(0, width), chain(1, width)));
        assertEquals(2, held.chains());
        assertQuantities(held, width);
        double[][] values = held.values();
        for (int chain = 0; chain < 2; chain++) {
            assertEquals(DRAWS * width, values[chain].length);
            for (int draw = 0; draw < DRAWS; draw++) {
                for (int k = 0; k < width; k++) {
                    assertEquals(value(chain, k, draw), values[chain][draw * width + k]);
                }
            }
        }
        assertQuantities(held, width);
    }

    private static void assertQuantities(HeldQuantities held, int width) {
        for (int k = 0; k < width; k++) {
            double[][] quantity = held.quantity(k);
            for (int chain = 0; chain < 2; chain++) {
                assertArrayEquals(chain(chain, width)[k], quantity[chain]);
            }
        }
    }

    private static double[][] chain(int chain, int width) {
        double[][] quantities = new double[width][DRAWS];
        for (int k = 0; k < width; k++) {
            for (int draw = 0; draw < DRAWS; draw++) {
                quantities[k][draw] = value(chain, k, draw);
            }
        }
        return quantities;
    }

    private static double value(int chain, int quantity, int draw) {
        return 10_000 * chain + 100 * quantity + draw;
    }
}
