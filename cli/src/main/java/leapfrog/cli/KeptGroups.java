package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.data.FitGroups;
import leapfrog.data.SavedFit;
import leapfrog.data.StoredPredictions;
import leapfrog.model.InputException;
import leapfrog.regression.Compute;
import leapfrog.regression.FitRows;
import leapfrog.regression.OpenFit;
import leapfrog.regression.Regression;
import leapfrog.sample.Fit;
import leapfrog.sample.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Keeps beside a fit what was asked for: numbers of its rows at each draw, its prior, which is sampled for it, and predictions of new rows.
 *
 * @param prior what samples the prior; null if nothing of it is wanted, or if the fit itself is of the prior
 * @param predictions which a fit that is continued had
 */
record KeptGroups(List<Kept> wanted, Sampler.@Nullable Request prior, List<StoredPredictions> predictions) {
    /**
     * Checks what is wanted before hours of sampling.
     *
     * @throws InputException if such a fit cannot have it, or leaves out quantities that it needs, or a prior that is to be sampled is improper
     */
    static KeptGroups of(List<Kept> wanted, Sampler.Request fit) {
        boolean priorOnly = fit.recipe().priorOnly();
        wanted.forEach(kept -> kept.check(priorOnly));
        wanted.stream().filter(kept -> kept != Kept.PRIOR).forEach(kept -> fit.requireAllKept("--save " + kept.text()));
        if (priorOnly || wanted.stream().noneMatch(Kept::ofPrior)) {
            return new KeptGroups(wanted, null, List.of());
        }
        try {
            return new KeptGroups(wanted, Regression.prior(fit.recipe(), fit.data(), fit.settings()), List.of());
        } catch (InputException e) {
            throw new InputException("--save prior: " + e.getMessage(), e);
        }
    }

    /** What of it is computed from all draws of the fit, in words. */
    List<String> ofRows() {
        return Stream.concat(
                        wanted.stream().filter(kept -> kept != Kept.PRIOR).map(kept -> "--save " + kept.text()),
                        predictions.stream().map(StoredPredictions::text))
                .toList();
    }

    /** The same, and the predictions that were added to a fit: they stay what they are. */
    KeptGroups withPredictionsOf(Path fit) {
        List<StoredPredictions> stored = StoredPredictions.of(fit);
        List<Kept> others = wanted.stream()
                .filter(kept -> stored.stream().noneMatch(one -> one.group().equals(kept.text())))
                .toList();
        return new KeptGroups(others, prior, stored);
    }

    /** Makes sure, before the fit is written, that its prior can be sampled in this process. */
    void requireBackend(Compute compute) {
        if (prior != null) {
            OpenFit.chosenFor(prior, compute);
        }
    }

    /**
     * Adds it to the folder of a fit. Of a fit that was stopped the prior is left out.
     *
     * @param errors where to say that the draws of the prior are not good
     */
    void save(Path folder, Fit fit, FitSteps steps, PrintWriter errors) {
        for (Kept kept : wanted) {
            if (prior == null || !kept.ofPrior()) {
                FitRows.save(folder, kept.rows(), fit);
            }
        }
        predictions.forEach(stored -> stored.save(folder, fit));
        if (prior != null && !steps.interruption().requested()) {
            savePrior(folder, priorDraws(prior, steps), errors);
        }
    }

    private static Fit priorDraws(Sampler.Request prior, FitSteps steps) {
        try {
            return steps.fit(prior);
        } catch (FitSteps.Stopped e) {
            throw new FitSteps.Stopped("stopped while the prior was sampled; the fit is kept, without it", e.code());
        }
    }

    private void savePrior(Path folder, Fit sampled, PrintWriter errors) {
        if (wanted.contains(Kept.PRIOR)) {
            FitGroups.addPrior(folder, sampled.draws());
        }
        if (wanted.contains(Kept.PRIOR_PREDICTIVE)) {
            FitRows.save(folder, Kept.PRIOR_PREDICTIVE.rows(), sampled);
        }
        SavedFit judged = SavedFit.of(sampled);
        if (!judged.diagnosis().good()) {
            errors.println("leapfrog: the draws of the prior are not good. "
                    + String.join(" ", judged.diagnosis().findings()));
            errors.flush();
        }
    }
}
