package leapfrog.compare;

import java.util.Locale;

/** Says in words why a model's leave-one-out is not to be trusted, and what was done about it. */
final class Caution {
    private Caution() {}

    /** A sentence or two for an evaluation with rows whose k is above the threshold. */
    static String of(Evaluation evaluation) {
        int draws = evaluation.criteria().draws();
        if (evaluation.criteria().tooFewDraws()) {
            return draws + (draws == 1 ? " draw is" : " draws are") + " too few for leave-one-out.";
        }
        Loo loo = evaluation.criteria().loo();
        Evaluation.Integrated integrated = evaluation.integrated();
        return "PSIS-LOO is not to be trusted, for k is above " + number("%.2f", loo.threshold()) + " in "
                + loo.untrusted() + " of " + loo.k().length + " rows. "
                + (integrated == null
                        ? "Its effects cannot be integrated out (" + evaluation.obstacle()
                                + "); more draws, or a model that is less free in these rows, may help."
                        : integrated(loo, integrated));
    }

    private static String integrated(Loo loo, Evaluation.Integrated integrated) {
        double estimate = integrated.loo().elpd().estimate();
        double above = loo.elpd().estimate() - estimate;
        return "Integrated LOO says " + number("%.2f", estimate) + ", PSIS-LOO " + number("%.1f", Math.abs(above))
                + (above >= 0 ? " more" : " less")
                + (integrated.thin() > 1 ? "; it used one of " + integrated.thin() + " draws" : "")
                + refits(integrated) + ".";
    }

    private static String refits(Evaluation.Integrated integrated) {
        if (integrated.failed() == 0) {
            return "";
        }
        int left = integrated.loo().untrusted();
        return "; of " + integrated.failed() + " rows that it failed "
                + integrated.refitted().size() + " were left out for real, by a fit each"
                + (left > 0
                        ? ", and " + left + " are not to be trusted (leapfrog compare --refits " + integrated.failed()
                                + ")"
                        : "");
    }

    /** A number by its format, NaN and infinities by their names. */
    private static String number(String format, double value) {
        if (Double.isFinite(value)) {
            return String.format(Locale.ROOT, format, value);
        }
        return Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
    }
}
