package leapfrog.model.prior;

import leapfrog.model.InputException;

/** Says whether a density can be the prior of a parameter, and what is wrong if not. */
record Legality(PriorStatement statement, Slot slot) {
    void require() {
        Density density = statement.density();
        if (slot.kind().equals("cor") || density instanceof Density.Lkj) {
            requireCorrelations();
            return;
        }
        Support support = density.support();
        if (slot.positive()) {
            requirePositive(support);
        } else if (density.positive()) {
            throw wrong(density.name() + " allows positive values only, but " + slot.name()
                    + " may be negative; use normal, student_t, cauchy or flat, or bound it: " + bounded(density));
        } else if (statement.target().equals(new Target.OfClass("Intercept_centered"))
                && !support.equals(Support.LINE)) {
            throw wrong("Intercept_centered is a sum of coefficients and has no bounds; give bounds for the raw"
                    + " Intercept, or none");
        }
        Kernel kernel = density.kernel();
        if (kernel != null && !Double.isFinite(kernel.logMass(support.and(slot.support())))) {
            throw wrong(
                    slot.positive() && !(support.lower() >= 0)
                            ? "it has no mass above 0, where " + quantity()
                                    + " must be; use a greater location or scale"
                            : "it has no mass between its bounds; use others, or another location or scale");
        }
    }

    private void requireCorrelations() {
        if (!(statement.density() instanceof Density.Lkj lkj)) {
            throw wrong("correlations take lkj(eta) alone, for example 'cor ~ lkj(2)'");
        }
        if (!slot.kind().equals("cor")) {
            throw wrong("lkj is a density of correlations, which " + slot.name()
                    + " is not; its target is cor, or those of one group, for example cor_county");
        }
        if (statement.target() instanceof Target.OfElement) {
            throw wrong("lkj is a density of all correlations of a group together; write '" + slot.variable() + " ~ "
                    + lkj.text() + "'");
        }
    }

    private void requirePositive(Support support) {
        if (Double.isFinite(support.lower()) && support.lower() < 0) {
            throw wrong("the lower bound is below 0, but " + quantity() + " is positive; use 0 or more");
        }
        if (support.upper() <= 0) {
            throw wrong("it has no mass above 0, where " + quantity() + " must be; use a greater upper bound");
        }
    }

    private static String bounded(Density density) {
        Density free = density instanceof Density.Truncated(Density cut, var _) ? cut : density;
        double upper = density.support().upper();
        return new Density.Truncated(free, new Support(0, upper > 0 ? upper : Double.POSITIVE_INFINITY)).brief();
    }

    private String quantity() {
        return statement.quantity().prefix() + slot.name();
    }

    private InputException wrong(String what) {
        return new InputException(statement.describe() + ": " + what);
    }
}
