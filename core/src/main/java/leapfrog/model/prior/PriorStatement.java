package leapfrog.model.prior;

import leapfrog.model.InputException;

/**
 * Holds one prior as a user wrote it: {@code 'sd_county[floor] ~ half_normal(5)'}.
 *
 * @param text the whole statement
 * @param origin where it stands, {@code priors.txt line 3}; empty if it was given alone
 * @param quantity what of the target the density is of
 * @param target what it is the prior of
 */
public record PriorStatement(String text, String origin, Quantity quantity, Target target, Density density) {
    static PriorStatement parse(String statement, String origin) {
        String text = statement.strip();
        String where = describe(text, origin);
        int tilde = text.lastIndexOf('~');
        if (tilde < 0) {
            throw new InputException(where + ": it should read 'CLASS ~ DENSITY', for example 'b ~ normal(0, 2.5)'");
        }
        String left = text.substring(0, tilde).strip();
        String density = text.substring(tilde + 1).strip();
        if (left.isEmpty() || density.isEmpty()) {
            throw new InputException(where + ": nothing stands " + (left.isEmpty() ? "before" : "after") + " the '~'");
        }
        Quantity quantity = quantity(left);
        Target target = Target.parse(left.substring(quantity.prefix().length()).strip(), where);
        if (quantity != Quantity.ITSELF && !target.isDeviation()) {
            throw new InputException(where + ": " + target.text() + " has no "
                    + quantity.prefix().replace(":", "") + "; sigma and the groups' sds have, for example '"
                    + quantity.prefix() + "sd ~ " + density + "'");
        }
        return new PriorStatement(text, origin, quantity, target, DensityParser.parse(density, where));
    }

    private static Quantity quantity(String target) {
        for (Quantity quantity : Quantity.values()) {
            if (quantity != Quantity.ITSELF && target.startsWith(quantity.prefix())) {
                return quantity;
            }
        }
        return Quantity.ITSELF;
    }

    /** What it is the prior of: {@code precision:sd_county}. */
    public String subject() {
        return quantity.prefix() + target.text();
    }

    /** The same statement in the form in which Leapfrog prints it. */
    public String canonical() {
        return subject() + " ~ " + density.text();
    }

    /** How a message names it: {@code prior 'b ~ norml(0, 1)' (priors.txt line 3)}. */
    public String describe() {
        return describe(text, origin);
    }

    private static String describe(String text, String origin) {
        return "prior '" + text + "'" + (origin.isEmpty() ? "" : " (" + origin + ")");
    }
}
