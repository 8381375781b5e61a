package leapfrog.predict;

import java.util.Locale;

/** Lists what can be predicted of a row at each draw. */
public enum PredictionKind {
    /** The linear predictor η. */
    LINEAR,
    /** The expected value of the response: η, logit⁻¹ η (times the trials) or exp η. */
    EXPECTED,
    /** A new response, drawn from its distribution given the draw. */
    RESPONSE;

    /** As users write it: {@code linear}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
