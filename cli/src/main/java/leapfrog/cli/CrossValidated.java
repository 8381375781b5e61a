package leapfrog.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import leapfrog.batch.Batch;
import leapfrog.batch.BatchProgress;
import leapfrog.batch.PlannedFit;
import leapfrog.batch.Refit;
import leapfrog.compare.Elpd;
import leapfrog.cv.CrossValidation;
import leapfrog.cv.Folds;
import leapfrog.cv.PriorPredictions;
import leapfrog.model.Design;
import leapfrog.notation.AlignedTable;
import leapfrog.regression.Compute;
import leapfrog.regression.SteadyCompute;
import org.jspecify.annotations.Nullable;

/**
 * Holds what cross-validation says of the models of a comparison.
 *
 * @param title in words
 * @param results by the models' names
 * @param byPrior rows that are predicted by a prior alone, by the models' names
 */
record CrossValidated(
        String title, Folds folds, Map<String, CrossValidation.Result> results, Map<String, PriorPredictions> byPrior) {
    /**
     * Which fits are to be made.
     *
     * @param title in words
     * @param kept where they are kept; null for in memory alone
     */
    record Plan(
            String title,
            CrossValidation validation,
            @Nullable KeptFolds kept) {}

    /** Fits all models without each fold, in one batch. */
    static CrossValidated of(Plan plan, List<ComparedFits.Fitted> fits, FitSteps steps) {
        List<PlannedFit> planned = plan.validation().fits();
        KeptFolds kept = plan.kept();
        boolean complete = kept == null ? complete(planned, plan.validation(), steps) : kept.complete(planned, steps);
        if (!complete) {
            throw new FitSteps.Stopped("stopped before cross-validation was done", ExitCode.INTERRUPTED);
        }
        Folds folds = plan.validation().folds();
        Map<String, PriorPredictions> byPrior = new LinkedHashMap<>();
        fits.forEach(fitted ->
                byPrior.put(fitted.name(), PriorPredictions.of(fitted.model().design(), folds)));
        return new CrossValidated(plan.title(), folds, plan.validation().results(), byPrior);
    }

    /** Makes fits that are kept in memory alone; says whether all are made. */
    private static boolean complete(List<PlannedFit> planned, CrossValidation validation, FitSteps steps) {
        Compute compute = steps.compute();
        int chains = planned.stream().mapToInt(fit -> fit.settings().chains()).sum();
        BatchProgress progress = new BatchProgress(planned.size(), 0);
        try (ProgressLine line = new ProgressLine(
                seconds -> BatchText.progress(progress, seconds), System.err, ProgressLine.onTerminal())) {
            new Batch(
                            new SteadyCompute(compute, chains, chosen -> {}),
                            validation,
                            new Batch.Options(compute.threads(), Refit.NEVER, compute.onProcessor()),
                            new Batch.Surroundings(
                                    System::nanoTime, steps.interruption(), progress, System.err::println))
                    .run(planned);
        }
        return progress.left() == 0;
    }

    /** What others are held against: the best that is known. */
    private Elpd best() {
        return results.values().stream()
                .map(CrossValidation.Result::elpd)
                .max(Comparator.comparingDouble(CrossValidated::rank))
                .orElseThrow();
    }

    private static double rank(Elpd elpd) {
        return Double.isNaN(elpd.estimate()) ? Double.NEGATIVE_INFINITY : elpd.estimate();
    }

    /** What {@code compare.csv} and the JSON say of a model. */
    Map<String, Object> values(String model) {
        CrossValidation.Result result = Objects.requireNonNull(results.get(model), model);
        Elpd difference = result.elpd().minus(best());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("kfold", title);
        values.put("elpd_kfold", result.elpd().estimate());
        values.put("se_elpd_kfold", result.elpd().standardError());
        values.put("elpd_diff_kfold", difference.estimate());
        values.put("se_diff_kfold", difference.standardError());
        values.put("bad_folds", result.bad());
        values.put("failed_folds", result.failed().size());
        values.put(
                "rows_by_prior_kfold",
                Objects.requireNonNull(byPrior.get(model), model).rows());
        return values;
    }

    /** A table for the terminal, with what in it means little below. */
    String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("", "elpd_kfold", "se", "elpd_diff", "se_diff", "bad folds"));
        results.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        entry -> -rank(entry.getValue().elpd())))
                .forEach(entry -> {
                    Elpd elpd = entry.getValue().elpd();
                    Elpd difference = elpd.minus(best());
                    lines.add(List.of(
                            entry.getKey(),
                            CompareText.number("%.2f", elpd.estimate()),
                            CompareText.number("%.2f", elpd.standardError()),
                            CompareText.number("%.2f", difference.estimate()),
                            CompareText.number("%.2f", difference.standardError()),
                            entry.getValue().bad() + " of " + folds.count()));
                });
        return title + "\n" + AlignedTable.of(lines, 1) + Paragraphs.dashed(warnings());
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        results.forEach((model, result) -> result.failed().entrySet().stream()
                .findFirst()
                .ifPresent(first -> warnings.add("Warning: " + result.failed().size() + " of " + folds.count()
                        + " fits of model " + model + " could not be made, so that it has no elpd_kfold. "
                        + first.getKey() + ": " + first.getValue())));
        byPrior.forEach((model, predicted) -> {
            if (!predicted.none()) {
                warnings.add(warning(model, predicted));
            }
        });
        return warnings;
    }

    /** Says why a score means little. */
    private String warning(String model, PriorPredictions predicted) {
        List<String> reasons = new ArrayList<>();
        if (!predicted.factors().isEmpty()) {
            reasons.add("levels of " + quoted(predicted.factors()) + " are left out whole");
        }
        if (!predicted.covariates().isEmpty()) {
            reasons.add(quoted(predicted.covariates())
                    + (predicted.covariates().size() == 1 ? " does" : " do")
                    + " not vary in the rows that are left");
        }
        return "Warning: in model " + model + " " + String.join(", and ", reasons)
                + ", so that their coefficients are known from their prior alone: the scores of "
                + predicted.rows() + " of " + folds.ofRow().length
                + " rows, and with them elpd_kfold, say more about that prior than about the model."
                + (predicted.factors().isEmpty()
                        ? ""
                        : " A group effect, such as (1 | " + predicted.factors().getFirst()
                                + "), draws a level that is left out from its population.");
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** What was predicted of a held-out row; a note for the reader. */
    String note(Design design) {
        Set<String> out = new TreeSet<>();
        design.groups().stream().map(Design.GroupTerm::factor).distinct().forEach(factor -> {
            Design.Factor group = design.factors().get(factor);
            boolean[][] kept = new boolean[folds.count()][group.levels().size()];
            for (int row = 0; row < design.rows(); row++) {
                for (int fold = 0; fold < kept.length; fold++) {
                    kept[fold][group.level()[row]] |= folds.ofRow()[row] != fold;
                }
            }
            for (int row = 0; row < design.rows(); row++) {
                if (!kept[folds.ofRow()[row]][group.level()[row]]) {
                    out.add(group.name());
                }
            }
        });
        return "Cross-validation predicts each row by a fit without its fold"
                + (out.isEmpty()
                        ? "."
                        : "; where that leaves no row of a level of " + String.join(", ", out)
                                + ", the level is a new one, drawn from its population, and the prediction averages"
                                + " over it.");
    }
}
