package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import leapfrog.math.LogGamma;
import leapfrog.model.ModelData.Totals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the sums that the scalar reference takes, for shapes of every size. */
class RisingFactorialsTest {
    private static final double[] SHAPES = {1e-6, 0.03, 0.5, 1, 7.25, 16, 300, 1e5, 1e8};

    /** Counts up to some number, each with another weight; and a few that are huge. */
    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 40})
    void agreesWithTheReference(int most) {
        double[] responses = DoubleStream.concat(
                        DoubleStream.iterate(1, u -> u <= most, u -> u + 1), DoubleStream.of(1_000, 1_000_000))
                .toArray();
        double[] weights = new double[responses.length];
        Arrays.setAll(weights, u -> 1 + u % 3);
        Block block = new Block(Lanes.widest());
        block.predictors = new double[block.lanes];
        block.tails = new double[block.lanes];
        block.smalls = new double[block.lanes];
        for (int l = 0; l < block.lanes; l++) {
            block.family[l] = SHAPES[l % SHAPES.length];
        }
        RisingFactorials.of(new Totals(1, 0, 0, responses, weights)).add(block);
        for (int l = 0; l < block.lanes; l++) {
            double shape = block.family[l];
            double sum = 0;
            double slope = 0;
            for (int u = 0; u < responses.length; u++) {
                sum += weights[u] * LogGamma.rising(shape, responses[u]);
                slope += weights[u] * shape * LogGamma.risingSlope(shape, responses[u]);
            }
            assertEquals(sum, block.likelihood[l], 1e-13 * Math.abs(sum), "shape " + shape);
            assertEquals(slope, block.likelihood[block.lanes + l], 1e-13 * Math.abs(slope), "shape " + shape);
        }
    }
}
