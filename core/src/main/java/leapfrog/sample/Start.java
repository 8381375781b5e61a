package leapfrog.sample;

import java.io.Serializable;
import java.util.Locale;

/** Says where chains start. */
public sealed interface Start extends Serializable {
    /** As the command takes it: jitter, advi, points. */
    default String text() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** What was saved as text; the user's points are not kept with a fit. */
    static Start saved(String text) {
        return switch (text) {
            case "advi" -> new Advi();
            case "points" -> new Points(new double[0][]);
            default -> new Jitter();
        };
    }

    /** Uniform on [−2, 2] in each unconstrained coordinate, in the units that the data suggest. */
    record Jitter() implements Start {}

    /** Draws from a mean-field normal approximation, whose scales are the first metric. */
    record Advi() implements Start {}

    /**
     * Points of the user's.
     *
     * @param points [1 or chains][dimension] unconstrained, in the model's coordinates; a single one starts all chains
     */
    record Points(double[][] points) implements Start {}
}
