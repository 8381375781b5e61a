package leapfrog.model.reduce;

import java.util.List;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.Reduction.Method;

/**
 * Holds rows that have the same log likelihood as the original ones, to rounding, and the terms that refer to their columns.
 *
 * <p>What fixes kernels depends on the likelihood, the original structure and the method alone, never on how many rows are left:
 * cells always carry weights, pseudo-rows of QR never do and have no constant term; of likelihoods of y − η neither has an offset.
 *
 * @param terms as given, but for the covariate of constant terms under {@link Method#QR}
 */
public record Reduced(Method method, List<Term> terms, Rows rows) {
    /** A row of a QR decomposition is dense and has no constant: cells are left for it where it leaves half as many rows. */
    private static final int QR_GAIN = 2;

    /** Takes unmodifiable copies. */
    public Reduced {
        terms = List.copyOf(terms);
    }

    /**
     * Reduces by the method that suits the data: {@link Method#QR} where it leaves at most half the rows that cells leave, else
     * {@link Method#CELLS} where they are at most nine tenths of the observations, else none.
     *
     * @param rows sorted by factor 0; where they are in another order otherwise, the result is bitwise the same
     * @param observations number of rows that these stand for
     */
    public static Reduced of(Likelihood likelihood, List<Term> terms, Rows rows, double observations) {
        Rows cells = Cells.of(likelihood, rows);
        boolean qr = likelihood == Likelihood.NORMAL
                && !terms.isEmpty()
                && (long) QR_GAIN * LevelQr.rowsAtMost(terms, cells) <= cells.count();
        boolean fewer = 10.0 * cells.count() <= 9 * observations;
        return make(qr ? Method.QR : fewer ? Method.CELLS : Method.NONE, terms, rows, cells);
    }

    /**
     * Reduces by a method, however many rows it leaves: so data sets share a structure.
     *
     * @throws IllegalArgumentException if the method is QR and the likelihood is not normal
     */
    public static Reduced by(Method method, Likelihood likelihood, List<Term> terms, Rows rows) {
        if (method == Method.QR && likelihood != Likelihood.NORMAL) {
            throw new IllegalArgumentException("no QR reduction for " + likelihood);
        }
        return make(method, terms, rows, method == Method.NONE ? rows : Cells.of(likelihood, rows));
    }

    private static Reduced make(Method method, List<Term> terms, Rows rows, Rows cells) {
        return switch (method) {
            case NONE -> new Reduced(method, terms, rows);
            case CELLS -> new Reduced(method, terms, cells);
            case QR -> new Reduced(method, LevelQr.terms(terms, cells), LevelQr.of(terms, cells));
        };
    }
}
