package leapfrog.model;

import leapfrog.model.prior.Density;

/**
 * Says which prior a model uses, on what, and whose it is.
 *
 * @param target class or reported name, {@code b}, {@code sd_county[floor]}
 */
public record PriorUse(String target, Density density, Source source) {
    /** Who gave a prior. */
    public enum Source {
        /** Given by the user. */
        USER,
        /** Leapfrog's own. */
        DEFAULT
    }

    /** {@code sd_county ~ exponential(1.17)}, to full precision. */
    public String text() {
        return target + " ~ " + density.text();
    }
}
