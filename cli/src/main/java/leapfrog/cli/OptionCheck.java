package leapfrog.cli;

import java.util.List;
import java.util.Optional;
import leapfrog.batch.PlannedFit;
import leapfrog.model.InputException;

/**
 * Tells options that no data set allows, such as a prior of what the model does not have, from data that no model fits: the former is an error of the
 * command, the latter a data set's own affair.
 */
final class OptionCheck {
    private OptionCheck() {}

    /**
     * Passes where one fit's model can be made, or none could even without these options: looks no further than that.
     *
     * @throws InputException if the options are to blame
     */
    static void require(List<PlannedFit> fits) {
        InputException blamed = null;
        for (PlannedFit fit : fits) {
            Optional<InputException> reason = fit.fault();
            if (reason.isEmpty()) {
                return;
            }
            if (blamed == null && fit.withoutOptions().fault().isEmpty()) {
                blamed = reason.get();
            }
        }
        if (blamed != null) {
            throw blamed;
        }
    }
}
