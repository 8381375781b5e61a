package leapfrog.model.formula;

import java.util.List;
import java.util.stream.Collectors;
import leapfrog.model.InputException;
import leapfrog.model.formula.Expression.Call;

/**
 * Represents a regression formula, {@code y ~ x + (1 + x | g)}, as it was written. {@link #terms()} expands it.
 *
 * @param predictor what stands right of {@code ~}
 */
public record Formula(Response response, Expression predictor) {

    /**
     * What stands left of {@code ~}.
     *
     * @param value a name or a call
     * @param additions what is said about the response behind {@code |}, as {@code se(s)}; often nothing
     */
    public record Response(Expression value, List<Call> additions) {
        /** Takes unmodifiable copies. */
        public Response {
            additions = List.copyOf(additions);
        }

        @Override
        public String toString() {
            return value
                    + (additions.isEmpty()
                            ? ""
                            : additions.stream().map(Call::toString).collect(Collectors.joining(" + ", " | ", "")));
        }
    }

    /**
     * Reads a formula.
     *
     * @throws InputException if it is malformed; the message points at the column
     */
    public static Formula parse(String text) {
        return new Parser(text).parse();
    }

    /**
     * Expands the predictor as R's {@code terms()} does.
     *
     * @throws InputException if something stands where it has no meaning; the message points at the column
     */
    public Terms terms() {
        return Expansion.expand(this);
    }

    /** The canonical text; parsing it gives an equal formula. */
    @Override
    public String toString() {
        return response + " ~ " + predictor;
    }
}
