package leapfrog.data;

import java.util.List;
import java.util.Locale;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.FitSettings;
import leapfrog.sample.FitSettings.Adaptation;
import leapfrog.sample.FitSettings.MetricKind;
import leapfrog.sample.Recipe;
import leapfrog.sample.RunReport;
import leapfrog.sample.RunReport.PriorLine;
import leapfrog.sample.RunReport.Seconds;
import leapfrog.sample.Start;
import leapfrog.warmup.WarmupLength;

/** Writes and reads {@code fit.json}: everything of a fit but its arrays. */
final class FitJson {
    private static final int FORMAT = 1;

    private FitJson() {}

    /** What is read back. */
    record Content(
            Recipe recipe, FitSettings settings, RunReport run, Diagnosis diagnosis, String version, String created) {}

    static String write(SavedFit saved) {
        Recipe recipe = saved.fit().recipe();
        FitSettings settings = saved.fit().settings();
        RunReport run = saved.fit().run();
        JsonWriter json = new JsonWriter()
                .text("leapfrog", saved.version())
                .number("format", FORMAT)
                .text("created", saved.created())
                .text("formula", recipe.formula())
                .text("family", recipe.family().text());
        json.list("priors");
        for (PriorLine prior : run.priors()) {
            json.element()
                    .text("target", prior.target())
                    .text("density", prior.density())
                    .text("source", prior.source())
                    .end();
        }
        json.endList()
                .texts("user_priors", recipe.priors())
                .texts("parametrization", recipe.parametrization())
                .truth("reduce", recipe.reduce())
                .truth("prior_only", recipe.priorOnly())
                .truth("marginalized", recipe.marginalize());
        json.object("settings").number("chains", settings.chains());
        switch (settings.warmup()) {
            case WarmupLength.Fixed(int transitions) -> json.number("warmup", transitions);
            case WarmupLength.Auto auto -> json.text("warmup", auto.text());
        }
        json.number("draws", settings.draws())
                .number("thin", settings.thin())
                .number("seed", settings.seed())
                .number("target_accept", settings.targetAccept())
                .number("max_depth", settings.maxDepth())
                .text("metric", lower(settings.metric()))
                .text("adapt", lower(settings.adaptation()))
                .text("init", settings.start().text());
        if (!settings.keep().isEmpty()) {
            json.texts("keep", settings.keep());
        }
        json.end();
        json.text("backend", run.backend())
                .text("device", run.device())
                .text("choice", run.choice())
                .texts("rejections", run.rejections());
        json.object("rows")
                .number("table", run.tableRows())
                .number("used", run.rows())
                .number("reduced", run.reducedRows())
                .end();
        json.number("dimension", run.dimension())
                .number("kept_draws", saved.fit().draws().draws());
        json.object("seconds")
                .number("total", run.seconds().total())
                .number("compile", run.seconds().compile())
                .number("warmup", run.seconds().warmup())
                .number("sampling", run.seconds().sampling())
                .end();
        json.object("warmup").number("transitions", run.warmup().transitions());
        if (settings.warmup() instanceof WarmupLength.Auto) {
            json.truth("settled", run.warmup().settled());
        }
        if (run.warmup().superchains() > 0) {
            json.number("superchains", run.warmup().superchains());
        }
        json.end();
        json.object("leapfrogs")
                .number("warmup", run.warmupLeapfrogs())
                .number("sampling", run.samplingLeapfrogs())
                .end();
        Diagnosis diagnosis = saved.diagnosis();
        json.number("divergences", diagnosis.divergences())
                .number("treedepth_hits", diagnosis.treedepthHits())
                .numbers("ebfmi", diagnosis.ebfmi())
                .number("max_rhat", diagnosis.maxRhat());
        if (!Double.isNaN(diagnosis.maxNestedRhat())) {
            json.number("max_rhat_nested", diagnosis.maxNestedRhat());
        }
        return json.number("min_ess_bulk", diagnosis.minEssBulk())
                .number("min_ess_tail", diagnosis.minEssTail())
                .truth("good", diagnosis.good())
                .texts("findings", diagnosis.findings())
                .texts("warnings", run.warnings())
                .truth("interrupted", run.interrupted())
                .finish();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Content read(String place, byte[] bytes) {
        JsonObject json = JsonObject.parse(place, bytes);
        int format = json.small("format");
        if (format != FORMAT) {
            throw new InputException(place + ": the fit has the format " + format + ", this program reads " + FORMAT
                    + "; use the version that wrote it (leapfrog " + json.text("leapfrog") + ")");
        }
        Recipe recipe = new Recipe(
                json.text("formula"),
                family(place, json.text("family")),
                json.texts("user_priors"),
                json.texts("parametrization"),
                json.truth("reduce"),
                json.has("prior_only") && json.truth("prior_only"),
                json.has("marginalized") && json.truth("marginalized"));
        return new Content(
                recipe,
                settings(json.object("settings")),
                run(json),
                diagnosis(json),
                json.text("leapfrog"),
                json.text("created"));
    }

    private static Family family(String place, String text) {
        try {
            return Family.parse(text);
        } catch (InputException e) {
            throw new InputException(place + ": " + e.getMessage(), e);
        }
    }

    private static FitSettings settings(JsonObject json) {
        return new FitSettings(
                json.small("chains"),
                length(json),
                json.small("draws"),
                json.small("thin"),
                json.integer("seed"),
                json.number("target_accept"),
                json.small("max_depth"),
                json.constant("metric", MetricKind.class),
                json.constant("adapt", Adaptation.class),
                Start.saved(json.text("init")),
                json.has("keep") ? json.texts("keep") : List.of());
    }

    private static WarmupLength length(JsonObject settings) {
        return settings.isText("warmup") ? new WarmupLength.Auto() : new WarmupLength.Fixed(settings.small("warmup"));
    }

    /** Fits of former versions do not tell, and made what they were to make. */
    private static RunReport.Warmup warmup(JsonObject json) {
        if (!json.has("warmup")) {
            return new RunReport.Warmup(json.object("settings").small("warmup"), false, 0);
        }
        JsonObject warmup = json.object("warmup");
        return new RunReport.Warmup(
                warmup.small("transitions"),
                warmup.has("settled") && warmup.truth("settled"),
                warmup.has("superchains") ? warmup.small("superchains") : 0);
    }

    private static RunReport run(JsonObject json) {
        List<PriorLine> priors = json.objects("priors").stream()
                .map(prior -> new PriorLine(prior.text("target"), prior.text("density"), prior.text("source")))
                .toList();
        JsonObject rows = json.object("rows");
        JsonObject seconds = json.object("seconds");
        JsonObject leapfrogs = json.object("leapfrogs");
        return new RunReport(
                priors,
                json.text("backend"),
                json.text("device"),
                json.text("choice"),
                json.texts("rejections"),
                rows.small("table"),
                rows.small("used"),
                rows.small("reduced"),
                json.small("dimension"),
                json.texts("warnings"),
                new Seconds(
                        seconds.number("total"),
                        seconds.number("compile"),
                        seconds.number("warmup"),
                        seconds.number("sampling")),
                warmup(json),
                leapfrogs.integer("warmup"),
                leapfrogs.integer("sampling"),
                json.truth("interrupted"));
    }

    private static Diagnosis diagnosis(JsonObject json) {
        return new Diagnosis(
                json.small("divergences"),
                json.small("treedepth_hits"),
                json.numbers("ebfmi"),
                json.number("max_rhat"),
                json.has("max_rhat_nested") ? json.number("max_rhat_nested") : Double.NaN,
                json.number("min_ess_bulk"),
                json.number("min_ess_tail"),
                json.truth("good"),
                json.texts("findings"));
    }
}
