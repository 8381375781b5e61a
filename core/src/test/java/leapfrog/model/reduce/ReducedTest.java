package leapfrog.model.reduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import leapfrog.model.Likelihood;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.Reduction.Method;
import org.junit.jupiter.api.Test;

/** Checks which method suits which data, and how many rows are left. */
class ReducedTest {
    @Test
    void discreteCovariatesMakeCells() {
        for (Likelihood likelihood : Likelihood.values()) {
            // Levels × values of the covariate; with responses 0 … 3 and with two standard errors where they must be
            // shared.
            int cells = switch (likelihood) {
                case NORMAL, BINOMIAL, POISSON, NEGATIVE_BINOMIAL -> 4 * 3;
                case STUDENT_T -> 4 * 3 * 4;
                case NORMAL_WITH_ERROR -> 4 * 3 * 4 * 2;
            };
            RandomRows given = new RandomRows(likelihood, 4000, 1, false, new int[] {5}, false, false, 1);
            assertReduced(Method.CELLS, cells, given);
        }
    }

    @Test
    void continuousCovariatesMakeQrOfNormalRows() {
        for (Likelihood likelihood : Likelihood.values()) {
            RandomRows given = new RandomRows(likelihood, 400, 3, true, new int[] {6}, false, false, 1);
            boolean normal = likelihood == Likelihood.NORMAL;
            assertReduced(normal ? Method.QR : Method.NONE, normal ? 5 * 4 : 400, given);
        }
        // 12 combinations of levels, with about 33 rows each.
        assertReduced(
                Method.QR, 12 * 4, new RandomRows(Likelihood.NORMAL, 400, 3, true, new int[] {4, 5}, true, true, 2));
        assertReduced(Method.QR, 4, new RandomRows(Likelihood.NORMAL, 400, 3, true, new int[0], false, false, 3));
    }

    @Test
    void cellsWinWhereQrLeavesMoreThanHalfAsMany() {
        // A binary covariate leaves two cells and two pseudo-rows a level; three values leave three and two.
        assertReduced(
                Method.CELLS,
                3 * 9,
                new RandomRows(Likelihood.NORMAL, 4000, 1, false, new int[] {10}, false, false, 4));
        // Nine cells and three pseudo-rows.
        assertReduced(
                Method.QR, 3 * 9, new RandomRows(Likelihood.NORMAL, 4000, 2, false, new int[] {10}, false, false, 4));
    }

    @Test
    void rowsThatShareLittleStayAsTheyAre() {
        RandomRows few = new RandomRows(Likelihood.NORMAL, 60, 3, true, new int[] {30}, false, true, 5);
        assertReduced(Method.NONE, 60, few);
        Rows rows = few.rows();
        assertSame(rows, Reduced.of(few.likelihood(), few.terms(), rows, 60).rows());
    }

    @Test
    void oneRowAndNoTermAreLegal() {
        assertReduced(Method.NONE, 1, new RandomRows(Likelihood.NORMAL, 1, 0, false, new int[] {1}, false, false, 6));
        Rows rows = new RandomRows(Likelihood.NORMAL, 50, 0, false, new int[0], false, false, 6).rows();
        assertEquals(
                1,
                Reduced.of(Likelihood.NORMAL, java.util.List.of(), rows, 50)
                        .rows()
                        .count());
    }

    @Test
    void onlyNormalRowsHaveAQr() {
        RandomRows given = new RandomRows(Likelihood.POISSON, 10, 1, true, new int[0], false, false, 7);
        assertThrows(
                IllegalArgumentException.class,
                () -> Reduced.by(Method.QR, given.likelihood(), given.terms(), given.rows()));
    }

    private static void assertReduced(Method method, int left, RandomRows given) {
        Reduced reduced = Reduced.of(
                given.likelihood(), given.terms(), given.rows(), given.rows().count());
        assertEquals(method, reduced.method(), given.toString());
        assertEquals(left, reduced.rows().count(), given.toString());
    }
}
