package leapfrog.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import leapfrog.engine.EngineOptions;
import leapfrog.model.Family;
import leapfrog.model.MarginalModel;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;

/**
 * Compares Gaussian models whose effects are sampled with the same models with effects and population coefficients integrated out: one factor,
 * crossed and nested factors, one to three effects a level. Prints a Markdown table of the smallest bulk effective sample size over all
 * quantities, per second of processor time and per 1000 gradients, warm-up included. Run it from the repository's top folder.
 */
public final class MarginalStudy {
    private static final int CHAINS = 4;
    private static final int SEEDS = 5;
    /** Untimed fits, while the compiler is at work. */
    private static final int WARMING = 3;

    private MarginalStudy() {}

    /** Of a backend, simd if none is named, and the models with a name that starts with the second argument, or all. */
    public static void main(String[] arguments) {
        String backend = arguments.length == 0 ? "simd" : arguments[0];
        String only = arguments.length < 2 ? "" : arguments[1];
        System.out.println("| data | formula | ESS/s sampled | integrated out | gain | ESS per 1000 gradients sampled |"
                + " integrated out | by default |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---|");
        cases().filter(one -> one.name().startsWith(only)).forEach(one -> print(one, backend));
    }

    private static Stream<ParametrizationCase> cases() {
        List<ParametrizationCase> all = new ArrayList<>(ParametrizationCase.own());
        all.addAll(ParametrizationCase.heldOut());
        all.addAll(ParametrizationCase.posteriordb());
        all.addAll(ParametrizationCase.threeEffects());
        return all.stream()
                .filter(one ->
                        one.family().equals(Family.GAUSSIAN) && one.formula().contains("|"))
                .filter(one -> MarginalModel.obstacle(recipe(one).model(one.table())) == null);
    }

    private static Recipe recipe(ParametrizationCase one) {
        return new Recipe(one.formula(), one.family(), one.priors(), List.of("auto"), true);
    }

    private static void print(ParametrizationCase one, String backend) {
        List<Trial> sampled = trials(one, false, backend);
        List<Trial> integrated = trials(one, true, backend);
        double before = Trial.median(sampled, MarginalStudy::perSecond);
        double after = Trial.median(integrated, MarginalStudy::perSecond);
        boolean chosen = MarginalModel.reservation(recipe(one).model(one.table())) == null;
        System.out.printf(
                Locale.ROOT,
                "| %s | `%s` | %.0f | %.0f | %.1f | %.1f | %.1f | %s |%n",
                one.name(),
                one.formula().replace("|", "\\|"),
                before,
                after,
                after / before,
                Trial.median(sampled, MarginalStudy::perThousand),
                Trial.median(integrated, MarginalStudy::perThousand),
                chosen ? "integrated out" : "sampled");
    }

    private static List<Trial> trials(ParametrizationCase one, boolean marginalize, String backend) {
        List<Trial> trials = new ArrayList<>();
        try (SessionFit session =
                new SessionFit(recipe(one), one.table(), marginalize, backend, new EngineOptions(CHAINS, 1, ""))) {
            for (int k = -WARMING; k < SEEDS; k++) {
                Trial trial = Trial.time(session, FitSettings.defaults(100 + k).withChains(CHAINS), 1);
                if (k >= 0) {
                    trials.add(trial);
                }
            }
        }
        return trials;
    }

    private static double perSecond(Trial trial) {
        return trial.bulk() / trial.processorSeconds();
    }

    private static double perThousand(Trial trial) {
        return 1000 * trial.bulk() / trial.leapfrogs();
    }
}
