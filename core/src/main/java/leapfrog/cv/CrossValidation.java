package leapfrog.cv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import leapfrog.batch.FitRecord;
import leapfrog.batch.Ledger;
import leapfrog.batch.PlannedFit;
import leapfrog.compare.Elpd;
import leapfrog.compare.PredictedRows;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.MarginalWork;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.sample.Sampler;

/**
 * Cross-validates models: plans a fit without each fold of rows, of all models together, and takes from each how it predicts its fold. What is left out
 * has weight 0, so that priors and centered columns are those of all rows; a group that is left out whole has no row that tells its coefficients,
 * which are then drawn from its population, as a new group's are.
 */
public final class CrossValidation implements Ledger {
    private final Map<String, Candidate> candidates;
    private final Folds folds;
    /** By name of the fit. */
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private final Map<String, Outcome> done = new TreeMap<>();

    /**
     * A model to be validated.
     *
     * @param model with all rows
     * @param settings of each fit; all quantities are kept
     * @param data the rows
     */
    public record Candidate(Model model, Recipe recipe, FitSettings settings, Supplier<Table> data) {}

    /** What is kept of a fit beside what it predicts; its draws are not, for those of all folds would fill any memory. */
    private sealed interface Outcome {
        record Fitted(boolean good) implements Outcome {}

        record Failed(String reason) implements Outcome {}
    }

    /** One fold of one model: its rows, and log p(y_i | y_−fold) of each when it is known. */
    private record Part(String model, int[] rows, double[] logDensity) {}

    /** The models to be validated, by name. */
    public Map<String, Candidate> candidates() {
        return Collections.unmodifiableMap(candidates);
    }

    /** How rows are divided. */
    public Folds folds() {
        return folds;
    }

    /**
     * What came of one model.
     *
     * @param elpd Σ log p(y_i | y_−fold(i)), row by row; NaN for the rows of folds that could not be fitted
     * @param bad folds whose fit has a bad diagnosis
     * @param failed why fits could not be made, by their names
     */
    public record Result(Elpd elpd, int bad, Map<String, String> failed) {}

    /**
     * Plans all folds.
     *
     * @param candidates by name, of the same rows
     * @throws InputException if a coefficient with a flat prior has no row left: its prediction would be improper
     */
    public CrossValidation(Map<String, Candidate> candidates, Folds folds) {
        this.candidates = new LinkedHashMap<>(candidates);
        this.folds = folds;
        candidates.forEach((name, candidate) -> requireInformed(name, candidate.model()));
    }

    private void requireInformed(String name, Model model) {
        for (Design.PopulationTerm term : model.design().population()) {
            for (int level = 0; level < Math.max(1, term.coded().length); level++) {
                String coefficient = "b_" + term.name()
                        + (term.factor() < 0
                                ? ""
                                : "["
                                        + model.design()
                                                .factors()
                                                .get(term.factor())
                                                .levels()
                                                .get(level) + "]");
                if (model.improperPriors().contains(coefficient)) {
                    requireInformed(name, model.design(), term, level, coefficient);
                }
            }
        }
    }

    private void requireInformed(
            String name, Design design, Design.PopulationTerm term, int level, String coefficient) {
        boolean[] informed = new boolean[folds.count()];
        double[] covariate = term.covariate();
        for (int row = 0; row < design.rows(); row++) {
            boolean told =
                    (term.factor() < 0 || design.factors().get(term.factor()).level()[row] == level)
                            && design.informs(covariate, row);
            for (int fold = 0; fold < informed.length; fold++) {
                informed[fold] |= told && folds.ofRow()[row] != fold;
            }
        }
        for (int fold = 0; fold < informed.length; fold++) {
            if (!informed[fold]) {
                throw new InputException("model " + name + ": without fold "
                        + folds.names().get(fold) + " no row tells " + coefficient
                        + ", whose prior is flat, so that its prediction would be improper; give it a proper prior");
            }
        }
    }

    /** A fit of each model without each fold, of the model with most to do first: a batch stays on the backend that suits its first fits. */
    public List<PlannedFit> fits() {
        List<PlannedFit> fits = new ArrayList<>();
        List<String> names = candidates.keySet().stream()
                .sorted(Comparator.comparingDouble(name -> -work(Objects.requireNonNull(candidates.get(name)))))
                .toList();
        for (String name : names) {
            Candidate candidate = Objects.requireNonNull(candidates.get(name));
            for (int fold = 0; fold < folds.count(); fold++) {
                String fit = name + " without fold " + folds.names().get(fold);
                int[] rows = folds.rows(fold);
                parts.put(fit, new Part(name, rows, new double[rows.length]));
                fits.add(PlannedFit.named(
                                fit, candidate.recipe(), candidate.settings().keeping(List.of()), candidate.data())
                        .without(rows));
            }
        }
        return fits;
    }

    /** What a gradient costs, in rows. */
    private static double work(Candidate candidate) {
        Sampler.Request request = new Sampler.Request(
                candidate.model(), candidate.recipe(), candidate.data().get(), candidate.settings());
        return MarginalWork.rows(request.sampled().data());
    }

    @Override
    public synchronized Set<String> recorded() {
        return Set.copyOf(done.keySet());
    }

    @Override
    public void record(FitRecord fit) {
        String name = fit.planned().name();
        switch (fit) {
            case FitRecord.Fitted fitted -> recall(name, fitted.diagnosis().good(), logDensities(fitted));
            case FitRecord.Failed failed -> recallFailure(name, failed.reason());
        }
    }

    /** What one of the {@link #fits} says of its fold: log p(y_i | y_−fold) of its {@link #rows}. Any thread may ask. */
    public double[] logDensities(FitRecord.Fitted fitted) {
        Part part = part(fitted.planned().name());
        Model whole = Objects.requireNonNull(candidates.get(part.model())).model();
        return PredictedRows.of(whole, fitted.model(), fitted.fit().draws(), part.rows());
    }

    /** The rows, of those that are used, that one of the {@link #fits} leaves out. */
    public int[] rows(String fit) {
        return part(fit).rows().clone();
    }

    private Part part(String fit) {
        Part part = parts.get(fit);
        if (part == null) {
            throw new IllegalArgumentException("no fit is planned that is called " + fit);
        }
        return part;
    }

    /**
     * Takes what was recorded of one of the {@link #fits}, perhaps by another process.
     *
     * @param good whether its diagnosis is
     * @param logDensities as {@link #logDensities} gave them
     */
    public synchronized void recall(String fit, boolean good, double[] logDensities) {
        double[] of = part(fit).logDensity();
        if (logDensities.length != of.length) {
            throw new IllegalArgumentException(fit + " has " + of.length + " rows, not " + logDensities.length);
        }
        System.arraycopy(logDensities, 0, of, 0, of.length);
        done.put(fit, new Outcome.Fitted(good));
    }

    /** Takes why one of the {@link #fits} could not be made. */
    public synchronized void recallFailure(String fit, String reason) {
        done.put(fit, new Outcome.Failed(reason));
    }

    /** What came of each model, when all fits are recorded. */
    public synchronized Map<String, Result> results() {
        Map<String, Result> results = new LinkedHashMap<>();
        candidates.keySet().forEach(model -> results.put(model, result(model)));
        return results;
    }

    private Result result(String model) {
        double[] rows = new double[folds.ofRow().length];
        Arrays.fill(rows, Double.NaN);
        int[] bad = new int[1];
        Map<String, String> failures = new LinkedHashMap<>();
        parts.forEach((name, part) -> {
            if (!part.model().equals(model)) {
                return;
            }
            switch (done.get(name)) {
                case Outcome.Fitted fitted -> {
                    for (int i = 0; i < part.rows().length; i++) {
                        rows[part.rows()[i]] = part.logDensity()[i];
                    }
                    bad[0] += fitted.good() ? 0 : 1;
                }
                case Outcome.Failed failed -> failures.put(name, failed.reason());
                case null -> throw new IllegalStateException(name + " is not fitted yet");
            }
        });
        return new Result(new Elpd(rows), bad[0], failures);
    }
}
