package leapfrog.cli;

import java.util.List;
import leapfrog.model.InputException;

/** Reads words that options take. */
final class Arguments {
    private Arguments() {}

    /** True for auto, false for off. */
    static boolean autoOrOff(String option, String word) {
        return oneOf(option, word, List.of("auto", "off")) == 0;
    }

    /** The index of a word among those allowed. */
    static int oneOf(String option, String word, List<String> allowed) {
        int index = allowed.indexOf(word);
        if (index < 0) {
            int last = allowed.size() - 1;
            throw new InputException(option + " " + word + ": it must be " + String.join(", ", allowed.subList(0, last))
                    + " or " + allowed.get(last));
        }
        return index;
    }
}
