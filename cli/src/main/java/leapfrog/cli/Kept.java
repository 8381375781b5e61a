package leapfrog.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import leapfrog.data.FitGroups;
import leapfrog.data.RowGroup;
import leapfrog.model.InputException;

/** Names what a fit may keep in its store beside its draws, as users write it. */
enum Kept {
    LOG_LIKELIHOOD,
    POSTERIOR_PREDICTIVE,
    PRIOR,
    PRIOR_PREDICTIVE;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is of draws of the prior. */
    boolean ofPrior() {
        return this == PRIOR || this == PRIOR_PREDICTIVE;
    }

    /** The group of rows that it is, which {@link #PRIOR} is not. */
    RowGroup rows() {
        return RowGroup.valueOf(name());
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Kept::text).toList();
    }

    /** What a fit has. */
    static List<Kept> of(Path fit) {
        List<Kept> kept = new ArrayList<>();
        FitGroups.of(fit).forEach(group -> kept.add(valueOf(group.name())));
        if (FitGroups.hasPrior(fit)) {
            kept.add(PRIOR);
        }
        return kept;
    }

    /**
     * Refuses what a fit of the prior alone cannot have.
     *
     * @param priorOnly whether the fit's draws are the prior's
     */
    void check(boolean priorOnly) {
        if (priorOnly && this == PRIOR) {
            throw new InputException("--save prior: this fit samples the prior; its draws are the group posterior");
        }
        if (priorOnly && !ofPrior()) {
            throw new InputException("--save " + text() + " needs draws of the posterior; this fit samples the prior");
        }
    }
}
