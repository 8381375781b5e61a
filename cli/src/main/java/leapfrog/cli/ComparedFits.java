package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import leapfrog.compare.Comparison;
import leapfrog.data.FitFolder;
import leapfrog.data.SavedFit;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.Parametrization.Form;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.regression.OpenFit;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.sample.Sampler;
import org.jspecify.annotations.Nullable;

/** Makes the fits that are to be compared: new ones of a table, or ones that are there. */
record ComparedFits(ModelArguments models, SamplingArguments sampling, FitSteps steps, Place place) {
    /**
     * Where new fits go.
     *
     * @param out the folder that they go to, or null if they are not kept
     * @param overwrite whether fits that are there may be replaced
     * @param kept what they keep of their rows and priors
     * @param errors where to say that draws of a prior are not good
     */
    record Place(@Nullable Path out, boolean overwrite, List<Kept> kept, PrintWriter errors) {}

    /** A model and its fit, before it is evaluated. */
    record Fitted(String name, Model model, SavedFit saved) {}

    /**
     * Says by name what fits are to be made, of models that can be compared.
     *
     * @param formulas by name
     */
    Map<String, Sampler.Request> requests(Table table, Map<String, String> formulas) {
        SharedPriors priors = SharedPriors.of(models, formulas.keySet());
        FitSettings settings = sampling.settings();
        Map<String, Sampler.Request> requests = new LinkedHashMap<>();
        formulas.forEach((name, formula) -> {
            try {
                requests.put(name, request(name, formula, table, priors, settings));
            } catch (InputException e) {
                throw new InputException("model " + name + ": " + e.getMessage(), e);
            }
        });
        priors.requireAllUsed();
        requireComparable(requests.entrySet().stream()
                .collect(
                        LinkedHashMap::new,
                        (map, e) -> map.put(e.getKey(), e.getValue().model()),
                        Map::putAll));
        requests.keySet().forEach(name -> inFolder(name, folder -> FitFolder.check(folder, place.overwrite())));
        return requests;
    }

    /** @param requests by name */
    List<Fitted> fit(Map<String, Sampler.Request> requests) {
        Map<String, KeptGroups> kept = new HashMap<>();
        requests.forEach((name, request) -> kept.put(name, KeptGroups.of(place.kept(), request)));
        // Of all fits before the first is written.
        requests.values().forEach(request -> OpenFit.chosenFor(request, steps.compute()));
        kept.values().forEach(groups -> groups.requireBackend(steps.compute()));
        List<Fitted> fits = new ArrayList<>();
        requests.forEach((name, request) -> {
            SavedFit saved = SavedFit.of(fit(name, request, fits));
            write(name, saved, Objects.requireNonNull(kept.get(name)));
            fits.add(new Fitted(name, request.model(), saved));
        });
        return fits;
    }

    /** @param before the fits that are whole */
    private Fit fit(String name, Sampler.Request request, List<Fitted> before) {
        List<String> kept = new ArrayList<>();
        before.forEach(fitted -> inFolder(fitted.name(), folder -> kept.add(folder + " (whole)")));
        try {
            return steps.fit(
                    name,
                    request,
                    part -> inFolder(name, folder -> {
                        FitFolder.write(folder, SavedFit.of(part), place.overwrite());
                        kept.add(folder + " (" + part.draws().draws() + " of "
                                + part.settings().draws() + " draws a chain)");
                    }));
        } catch (FitSteps.Stopped e) {
            throw e.keeping(kept);
        }
    }

    private Sampler.Request request(
            String name, String formula, Table table, SharedPriors priors, FitSettings settings) {
        Recipe bare = models.recipeWithoutPriors(formula, Form.AUTO);
        Design design = bare.design(table);
        Recipe recipe = bare.withPriors(priors.of(name, design, bare.options()));
        Model model = Model.of(design, recipe.options());
        Table used = DesignBuilder.usedPart(Formula.parse(recipe.formula()), table);
        Sampler.Request request = new Sampler.Request(model, recipe, used, settings.with(sampling.start(model)));
        request.requireAllKept("a comparison");
        return request;
    }

    private void write(String name, SavedFit saved, KeptGroups kept) {
        inFolder(name, folder -> {
            FitFolder.write(folder, saved, place.overwrite());
            kept.save(folder, saved.fit(), steps, place.errors());
        });
    }

    private void inFolder(String name, Consumer<Path> action) {
        if (place.out() != null) {
            action.accept(place.out().resolve(name + "-fit"));
        }
    }

    /** @param folders by name */
    static List<Fitted> read(Map<String, Path> folders) {
        List<Fitted> fits = new ArrayList<>();
        Map<String, Model> models = new LinkedHashMap<>();
        folders.forEach((name, folder) -> {
            SavedFit saved = FitFolder.read(folder);
            Model model = saved.fit().model();
            saved.fit().draws().requireAll(model, "model " + name + ": a comparison");
            models.put(name, model);
            fits.add(new Fitted(name, model, saved));
        });
        requireComparable(models);
        return fits;
    }

    private static void requireComparable(Map<String, Model> models) {
        Map.Entry<String, Model> first = models.entrySet().iterator().next();
        models.forEach((name, model) -> {
            if (model.options().priorOnly()) {
                throw new InputException(
                        "model " + name + " is without its likelihood (--prior-only): draws of the prior"
                                + " predict nothing, so there is nothing to compare");
            }
            Comparison.requireSameRows(first.getKey(), first.getValue().design(), name, model.design());
        });
    }
}
