package leapfrog.model.formula;

import java.util.Collection;
import java.util.List;
import leapfrog.model.InputException;

/** Finds the name that somebody means who may have written it in backquotes, as formulas need odd names. */
public final class QuotedName {
    private QuotedName() {}

    /** The name that is written, or that is in the backquotes; what is written, if there is no such name either way. */
    public static String among(Collection<String> names, String written) {
        if (names.contains(written) || !written.startsWith("`")) {
            return written;
        }
        try {
            List<Lexer.Token> tokens = Lexer.tokens(written);
            String name = tokens.getFirst().text();
            return tokens.size() == 2 && names.contains(name) ? name : written;
        } catch (InputException e) {
            return written;
        }
    }
}
