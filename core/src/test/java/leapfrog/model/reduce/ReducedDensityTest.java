package leapfrog.model.reduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelStructure.TermStructure;
import leapfrog.model.Reduction.Method;
import leapfrog.model.ScalarLogDensity;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares log densities and gradients of reduced rows with those of the rows they were made of.
 *
 * <p>The bound: a row's term of the log density is computed to a few units of rounding of its magnitude and of its slope by η times
 * Σ |z c| + |offset| + |y|; a sum of n terms adds n units at most, and a QR of p columns p times as many (Higham 2002, 19.4). {@link
 * #magnitude} bounds both. A slope is a sum of the same with at most |z|/scale ≤ 16 times the magnitude.
 */
class ReducedDensityTest {
    private static final double UNIT = 0x1p-53;

    private static final int[][] LEVELS = {{}, {7}, {1}, {60}, {4, 3}};

    @TestFactory
    Stream<DynamicTest> reducedRowsHaveTheSameDensity() {
        List<RandomRows> cases = new ArrayList<>();
        for (Likelihood likelihood : Likelihood.values()) {
            for (int[] levels : LEVELS) {
                for (int kind = 0; kind < 16; kind++) {
                    boolean continuous = (kind & 1) != 0;
                    int covariates = (kind & 2) != 0 ? 1 : 3;
                    cases.add(new RandomRows(
                            likelihood, 120, covariates, continuous, levels, (kind & 4) != 0, (kind & 8) != 0, kind));
                }
            }
        }
        assertEquals(6 * 5 * 16, cases.size());
        return cases.stream().map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(each)));
    }

    @Property(tries = 300, seed = "20261121")
    void reducedRowsHaveTheSameDensityForAnyShape(
            @ForAll Likelihood likelihood,
            @ForAll @IntRange(min = 1, max = 200) int count,
            @ForAll @IntRange(max = 5) int covariates,
            @ForAll boolean continuous,
            @ForAll @IntRange(max = 40) int levels,
            @ForAll @IntRange(max = 5) int further,
            @ForAll boolean weighted,
            @ForAll boolean offset,
            @ForAll long seed) {
        int[] factors = levels == 0 ? new int[0] : further == 0 ? new int[] {levels} : new int[] {levels, further};
        check(new RandomRows(likelihood, count, covariates, continuous, factors, weighted, offset, seed));
    }

    /** Checks every method that the likelihood allows, and the one that suits the data. */
    private static void check(RandomRows given) {
        Rows rows = given.rows();
        agree(given, rows, Reduced.of(given.likelihood(), given.terms(), rows, rows.count()));
        for (Method method : Method.values()) {
            if (method != Method.QR || given.likelihood() == Likelihood.NORMAL) {
                Reduced reduced = Reduced.by(method, given.likelihood(), given.terms(), rows);
                agree(given, rows, reduced);
                same(reduced, Reduced.by(method, given.likelihood(), given.terms(), RandomRows.shuffled(rows, 5)));
            }
        }
    }

    private static void agree(RandomRows given, Rows rows, Reduced reduced) {
        ScalarLogDensity plain = given.density(given.terms(), rows);
        ScalarLogDensity fewer = given.density(reduced.terms(), reduced.rows());
        Random random = new Random(given.seed() + 1);
        int n = plain.dimension();
        double[] position = new double[n];
        double[] expected = new double[n];
        double[] actual = new double[n];
        for (int point = 0; point < 3; point++) {
            for (int d = 0; d < n; d++) {
                position[d] = 0.6 * random.nextGaussian();
            }
            double density = plain.evaluate(position, 0, expected, 0);
            double reducedDensity = fewer.evaluate(position, 0, actual, 0);
            double bound = UNIT * (rows.count() + 32) * (given.covariates() + 2) * magnitude(given, rows, position);
            assertEquals(density, reducedDensity, bound, given.toString());
            assertArrayEquals(expected, actual, 16 * bound, given.toString());
        }
    }

    /** Bounds what rounding is relative to, as the class says; coordinates of scales stand after the direct coefficients. */
    private static double magnitude(RandomRows given, Rows rows, double[] position) {
        int family = position.length
                - given.terms().stream()
                        .filter(term -> !(term.source() instanceof Direct))
                        .mapToInt(Term::levels)
                        .sum()
                - given.likelihood().parameters().size();
        double scale = given.likelihood().parameters().isEmpty() ? 1 : Math.exp(position[family]);
        double sum = 100;
        for (int i = 0; i < rows.count(); i++) {
            double w = rows.weight() == null ? 1 : rows.weight()[i];
            double y = rows.response()[i];
            double a = Math.abs(y) + (rows.offset() == null ? 0 : rows.offset()[i]);
            int effect = 0;
            for (Term term : given.terms()) {
                double z = Math.abs(term.covariate() < 0 ? 1 : rows.covariates()[term.covariate()][i]);
                double c;
                if (term.source() instanceof Direct direct) {
                    c = position[direct.scalar()[0]];
                } else {
                    int first = ((Pooled) term.source()).firstCoordinate();
                    c = position[first + rows.level()[term.factor()][i]]
                            * Math.exp(position[given.covariates() + 1 + effect++]);
                }
                a += z * Math.abs(c);
            }
            double squared = (1 + a / scale) * (1 + a / scale);
            sum += switch (given.likelihood()) {
                case NORMAL -> w * squared;
                case NORMAL_WITH_ERROR -> w * (1 + a) * (1 + a) / 0.25;
                case STUDENT_T -> w * (Math.exp(position[family + 1]) + 1) * squared;
                case BINOMIAL -> w * (1 + a);
                case POISSON -> (y + w * Math.exp(a)) * (1 + a);
                case NEGATIVE_BINOMIAL -> (y + w * scale) * (1 + a + Math.abs(position[family]));
            };
        }
        return sum;
    }

    /** Bit for bit. */
    private static void same(Reduced first, Reduced second) {
        if (first.method() == Method.NONE) {
            return;
        }
        assertArrayEquals(first.rows().response(), second.rows().response());
        assertArrayEquals(first.rows().covariates(), second.rows().covariates());
        assertArrayEquals(first.rows().level(), second.rows().level());
        assertArrayEquals(first.rows().offset(), second.rows().offset());
        assertArrayEquals(first.rows().weight(), second.rows().weight());
        assertArrayEquals(first.rows().standardError(), second.rows().standardError());
        assertEquals(
                first.rows().totals().residualSumOfSquares(),
                second.rows().totals().residualSumOfSquares());
    }

    private static List<TermStructure> structures(List<Term> terms) {
        return terms.stream().map(Term::structure).toList();
    }

    @Property(tries = 50, seed = "20261122")
    void whatFixesKernelsDependsOnTheMethodAlone(
            @ForAll Likelihood likelihood, @ForAll boolean weighted, @ForAll boolean offset, @ForAll long seed) {
        RandomRows many = new RandomRows(likelihood, 150, 1, false, new int[] {4}, weighted, offset, seed);
        RandomRows few = new RandomRows(likelihood, 2, 1, true, new int[] {9}, weighted, offset, seed);
        boolean difference = switch (likelihood) {
            case NORMAL, STUDENT_T, NORMAL_WITH_ERROR -> true;
            case BINOMIAL, POISSON, NEGATIVE_BINOMIAL -> false;
        };
        for (RandomRows each : List.of(many, few)) {
            Reduced cells = Reduced.by(Method.CELLS, likelihood, each.terms(), each.rows());
            assertNotEquals(null, cells.rows().weight());
            assertEquals(offset && !difference, cells.rows().offset() != null);
            assertEquals(structures(each.terms()), structures(cells.terms()));
            if (likelihood == Likelihood.NORMAL) {
                Reduced qr = Reduced.by(Method.QR, likelihood, each.terms(), each.rows());
                assertEquals(null, qr.rows().weight());
                assertEquals(null, qr.rows().offset());
                assertTrue(qr.terms().stream().allMatch(term -> term.covariate() >= 0));
            }
        }
    }
}
