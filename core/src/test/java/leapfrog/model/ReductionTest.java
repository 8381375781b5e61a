package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.model.Design.Factor;
import leapfrog.model.Design.GroupCoefficient;
import leapfrog.model.Design.GroupTerm;
import leapfrog.model.Design.PopulationTerm;
import org.junit.jupiter.api.Test;

/** Checks what models make of data reduction. */
class ReductionTest {
    private static final int ROWS = 12573;
    private static final int COUNTIES = 386;

    /** y ~ x + z + offset(u) + (1 + x || county), with continuous covariates. */
    private static Model counties(ModelOptions options) {
        Random random = new Random(5);
        int[] county = IntStream.range(0, ROWS).map(i -> i % COUNTIES).toArray();
        double[][] columns = new double[4][];
        for (int k = 0; k < 4; k++) {
            columns[k] = IntStream.range(0, ROWS)
                    .mapToDouble(i -> random.nextGaussian())
                    .toArray();
        }
        double[] x = columns[1];
        Design design = new Design(
                "y ~ x + z + offset(u) + (1 + x || county)",
                ROWS,
                IntStream.range(0, ROWS).toArray(),
                "y",
                columns[0],
                List.of(new Factor(
                        "county",
                        IntStream.range(0, COUNTIES).mapToObj(j -> "c" + j).toList(),
                        county)),
                List.of(
                        new PopulationTerm("Intercept", null, -1, new boolean[0]),
                        new PopulationTerm("x", x, -1, new boolean[0]),
                        new PopulationTerm("z", columns[2], -1, new boolean[0])),
                List.of(new GroupTerm(
                        0, List.of(new GroupCoefficient("Intercept", null), new GroupCoefficient("x", x)), false)),
                columns[3]);
        return Model.of(design, options);
    }

    @Test
    void continuousCovariatesLeaveAsManyRowsACountyAsCoefficients() {
        Model reduced = counties(ModelOptions.defaults());
        Model plain = counties(ModelOptions.defaults().unreduced());
        assertEquals("1158 rows by QR per county", reduced.reduction().text());
        assertEquals(Reduction.Method.QR, reduced.reduction().method());
        assertEquals("12573 rows", plain.reduction().text());
        assertFalse(plain.reduction().reduced());
        assertFalse(reduced.structure().offset());
        assertTrue(reduced.structure().terms().stream().noneMatch(ModelStructure.TermStructure::constant));

        Random random = new Random(9);
        int n = plain.dimension();
        double[] position = new double[n];
        double[] expected = new double[n];
        double[] actual = new double[n];
        for (int k = 0; k < n; k++) {
            position[k] = 0.5 * random.nextGaussian();
        }
        double density = new ScalarLogDensity(plain.structure(), plain.data()).evaluate(position, 0, expected, 0);
        double less = new ScalarLogDensity(reduced.structure(), reduced.data()).evaluate(position, 0, actual, 0);
        // Sums of 12,573 terms of like sign: 12573 · 2⁻⁵³ of their sum at most, which is less than twice the density.
        double bound = 2 * ROWS * 0x1p-53 * Math.abs(density);
        assertEquals(density, less, bound);
        assertArrayEquals(expected, actual, 10 * bound);
    }
}
