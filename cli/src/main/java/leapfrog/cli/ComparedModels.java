package leapfrog.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.compare.Comparison;
import leapfrog.compare.Criteria;
import leapfrog.compare.Elpd;
import leapfrog.compare.Evaluation;
import leapfrog.compare.Loo;
import org.jspecify.annotations.Nullable;

/**
 * Holds all models of a comparison and how they compare.
 *
 * @param validated what cross-validation says of them, or null
 * @param seconds wall time of it all, fits and comparison
 */
record ComparedModels(
        List<ComparedModel> models,
        Comparison comparison,
        @Nullable CrossValidated validated,
        double seconds) {
    ComparedModels(List<ComparedModel> models, @Nullable CrossValidated validated, double seconds) {
        this(
                List.copyOf(models),
                Comparison.of(models.stream().map(ComparedModel::evaluation).toList()),
                validated,
                seconds);
    }

    /** What {@code compare.csv} and the JSON say of each model: text, truths, whole numbers, doubles, or null for what there is not. */
    List<Map<String, @Nullable Object>> values() {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        for (int m = 0; m < models.size(); m++) {
            Map<String, @Nullable Object> values = evaluation(models.get(m));
            putRank(values, m);
            if (validated != null) {
                values.putAll(validated.values(models.get(m).name()));
            }
            lines.add(values);
        }
        return lines;
    }

    private static Map<String, @Nullable Object> evaluation(ComparedModel model) {
        Evaluation evaluation = model.evaluation();
        Criteria criteria = evaluation.criteria();
        Evaluation.Integrated integrated = evaluation.integrated();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("model", model.name());
        values.put("formula", model.model().design().formula());
        values.put("family", model.model().options().family().text());
        values.put("rows", model.model().design().rows());
        values.put("draws", criteria.draws());
        values.put("thin", evaluation.thin());
        values.put("rmsd", evaluation.rmsd());
        putLoo(values, "loo", criteria.loo());
        values.put("p_loo", criteria.loo().p().estimate());
        values.put("se_p_loo", criteria.loo().p().standardError());
        putLoo(values, "integrated_loo", integrated == null ? null : integrated.loo());
        values.put("integrated_failed", integrated == null ? null : integrated.failed());
        values.put(
                "integrated_refitted",
                integrated == null ? null : integrated.refitted().size());
        values.put("integrated_thin", integrated == null ? null : integrated.thin());
        values.put("elpd_waic", criteria.waic().elpd().estimate());
        values.put("se_elpd_waic", criteria.waic().elpd().standardError());
        values.put("p_waic", criteria.waic().p().estimate());
        values.put("p_waic_above", criteria.waic().untrusted());
        values.put("elpd_by", integrated == null ? "psis" : "integrated");
        return values;
    }

    private void putRank(Map<String, @Nullable Object> values, int m) {
        ComparedModel model = models.get(m);
        Elpd difference = comparison.differences().get(m);
        values.put("elpd_diff", difference.estimate());
        values.put("se_diff", difference.standardError());
        values.put("stacking_weight", comparison.weights()[m]);
        values.put("pseudo_bma_weight", comparison.pseudoBma()[m]);
        values.put("divergences", model.saved().diagnosis().divergences());
        values.put("good", model.saved().diagnosis().good());
        values.put("seconds", model.saved().fit().run().seconds().total());
    }

    private static void putLoo(Map<String, @Nullable Object> values, String name, @Nullable Loo loo) {
        values.put("elpd_" + name, loo == null ? null : loo.elpd().estimate());
        values.put("se_elpd_" + name, loo == null ? null : loo.elpd().standardError());
        values.put("mcse_elpd_" + name, loo == null ? null : loo.monteCarloError());
        values.put("k_threshold_" + name, loo == null ? null : loo.threshold());
        values.put("k_above_" + name, loo == null ? null : loo.untrusted());
        values.put("k_max_" + name, loo == null ? null : loo.greatestK());
    }
}
