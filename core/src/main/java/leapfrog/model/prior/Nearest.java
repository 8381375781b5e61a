package leapfrog.model.prior;

import java.util.Collection;
import leapfrog.model.text.NearestName;
import org.jspecify.annotations.Nullable;

/** Words the suggestion of a known name in a message about a misspelt one. */
final class Nearest {
    private Nearest() {}

    /** {@code " (did you mean sd?)"}, or nothing where no name is near. */
    static String suggestion(String written, Collection<String> names) {
        @Nullable String nearest = NearestName.among(written, names);
        return nearest == null ? "" : " (did you mean " + nearest + "?)";
    }
}
