package leapfrog.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import leapfrog.compare.Evaluation;
import leapfrog.data.SavedFit;
import leapfrog.mixed.Criterion;
import leapfrog.mixed.LinearMixedModel;
import leapfrog.mixed.MixedFit;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.sample.SummaryRow;
import org.jspecify.annotations.Nullable;

/**
 * Holds one of the models of a comparison.
 *
 * @param likelihood its fit by restricted maximum likelihood, or null where there is none
 */
record ComparedModel(
        String name,
        Model model,
        SavedFit saved,
        Evaluation evaluation,
        @Nullable MixedFit likelihood) {
    /** Fits by restricted maximum likelihood what is a linear mixed model; null for others, and where the data have no optimum. */
    static @Nullable MixedFit likelihood(Model model) {
        boolean mixed = model.options().family().equals(Family.GAUSSIAN)
                && !model.design().groups().isEmpty()
                && !model.design().additions().any();
        if (!mixed) {
            return null;
        }
        try {
            return LinearMixedModel.fit(model.design(), Criterion.REML);
        } catch (InputException noOptimum) {
            return null;
        }
    }

    /** The population's coefficients and the scales, by name: everything reported but the groups' own coefficients. */
    Map<String, SummaryRow> parameters() {
        List<SummaryRow> summary = saved.summary();
        return model.variables().stream()
                .filter(variable -> !variable.name().startsWith("coef_"))
                .flatMap(variable -> summary.subList(variable.offset(), variable.offset() + variable.size()).stream())
                .collect(Collectors.toMap(
                        SummaryRow::parameter, Function.identity(), (a, b) -> a, java.util.LinkedHashMap::new));
    }
}
