package leapfrog.model.design;

import java.util.List;
import leapfrog.model.Design;

/** Computes the response of the used rows and what the formula says about it. */
interface Responses {
    /** The two values of a response that is text, where the family has a place for them; else empty. */
    List<String> levels();

    /** The response; of text, the number of its level; NaN where it is not known. */
    double[] values();

    /** @param values the response's */
    Design.Additions additions(double[] values);
}
