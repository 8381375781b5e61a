package leapfrog.model.prior;

import leapfrog.model.InputException;

/**
 * Holds one prior as a user wrote it: {@code 'sd_county[floor] ~ half_normal(5)'}.
 *
 * @param text the whole statement
 * @param origin where it stands, {@code priors.txt line 3}; empty if it was given alone
 * @param target what it is the prior of
 */
public record PriorStatement(String text, String origin, Target target, Density density) {
    static PriorStatement parse(String statement, String origin) {
        String text = statement.strip();
        String where = describe(text, origin);
        int tilde = text.lastIndexOf('~');
        if (tilde < 0) {
            throw new InputException(where + ": it should read 'CLASS ~ DENSITY', for example 'b ~ normal(0, 2.5)'");
        }
        String target = text.substring(0, tilde).strip();
        String density = text.substring(tilde + 1).strip();
        if (target.isEmpty() || density.isEmpty()) {
            throw new InputException(
                    where + ": nothing stands " + (target.isEmpty() ? "before" : "after") + " the '~'");
        }
        return new PriorStatement(text, origin, Target.parse(target, where), DensityParser.parse(density, where));
    }

    /** How a message names it: {@code prior 'b ~ norml(0, 1)' (priors.txt line 3)}. */
    public String describe() {
        return describe(text, origin);
    }

    private static String describe(String text, String origin) {
        return "prior '" + text + "'" + (origin.isEmpty() ? "" : " (" + origin + ")");
    }
}
