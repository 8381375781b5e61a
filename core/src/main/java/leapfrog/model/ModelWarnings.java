package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Finds what is legal about a model but worth knowing, a sentence each. */
final class ModelWarnings {
    private static final int SHOWN = 5;

    private final Layout layout;
    private final Design design;
    private final Observations observations;
    private final List<String> warnings = new ArrayList<>();

    private ModelWarnings(Layout layout, Observations observations) {
        this.layout = layout;
        this.design = layout.design();
        this.observations = observations;
    }

    /** @param data whose rows are the design's, perhaps reduced */
    static List<String> of(Layout layout, Observations observations, ModelData data) {
        ModelWarnings found = new ModelWarnings(layout, observations);
        found.response();
        found.groups();
        found.collinearEffects(data);
        found.warnings.addAll(LostTerms.of(layout.design()));
        found.emptyColumns();
        return List.copyOf(found.warnings);
    }

    private void response() {
        double rows = design.observations();
        if (observations.totals().observations() == 0) {
            warnings.add("all weights are 0: the posterior is the prior");
        } else if (rows == 1) {
            warnings.add("there is one row: the posterior rests on the priors");
        } else if (layout.parameters().contains("sigma")
                && ColumnStatistics.ofResponse(design).constant()) {
            warnings.add("the response " + design.responseName() + " is constant over its " + (long) rows
                    + " rows: sigma is held above 0 by its prior alone");
        } else {
            String extreme = extreme();
            if (!extreme.isEmpty()) {
                warnings.add("the response " + design.responseName() + " is " + extreme + " in all of its "
                        + (long) rows + " rows: the intercept is kept finite by its prior alone");
            }
        }
    }

    /** The end of its support that every response of a discrete family stands at; empty where they do not. */
    private String extreme() {
        double[] trials = design.additions().trials();
        boolean zero = Arrays.stream(design.response()).allMatch(y -> y == 0);
        return switch (observations.likelihood()) {
            case NORMAL, NORMAL_WITH_ERROR, STUDENT_T -> "";
            case POISSON, NEGATIVE_BINOMIAL -> zero ? "0" : "";
            case BINOMIAL -> {
                if (zero) {
                    yield "0";
                }
                boolean all = trials == null
                        ? Arrays.stream(design.response()).allMatch(y -> y == 1)
                        : Arrays.equals(design.response(), trials);
                yield !all ? "" : trials == null ? "1" : "the number of trials";
            }
        };
    }

    private void groups() {
        for (Layout.Effect effect : layout.effects()) {
            if (effect.levels() == 1) {
                warnings.add(effect.group() + " has one level: the data say next to nothing about "
                        + effect.slot().name());
            }
        }
    }

    private void collinearEffects(ModelData data) {
        for (EffectGroups.Group group : EffectGroups.of(layout).groups()) {
            int place = MarginalParts.collinear(data, group);
            if (place > 0 && Arrays.stream(group.effects()).allMatch(this::isTold)) {
                Layout.Effect effect = layout.effects().get(group.effects()[place]);
                warnings.add("the effects of " + effect.name() + " by " + effect.group()
                        + " can hardly be told from those before it, so chains will hardly move; if " + effect.name()
                        + " is far from 0, center " + centered(effect.name()));
            }
        }
    }

    /** What to center: a product or a function of a variable is not itself what lies far from 0. */
    private static String centered(String effect) {
        return effect.chars().allMatch(Character::isJavaIdentifierPart)
                ? "it: center(" + effect + ")"
                : "what it is made of, as in center(x)";
    }

    /** Whether a row that has a say has an entry other than 0 for an effect. */
    private boolean isTold(int effect) {
        double[] covariate = layout.effects().get(effect).covariate();
        return IntStream.range(0, design.response().length).anyMatch(i -> design.informs(covariate, i));
    }

    private void emptyColumns() {
        if (observations.totals().observations() == 0) {
            return;
        }
        List<String> empty = layout.columns().stream()
                .filter(Layout.Column::empty)
                .map(column -> column.slot().name())
                .toList();
        if (!empty.isEmpty()) {
            warnings.add("no row informs " + String.join(", ", empty.subList(0, Math.min(SHOWN, empty.size())))
                    + (empty.size() > SHOWN ? " and " + (empty.size() - SHOWN) + " more" : "")
                    + ": the posterior is the prior there");
        }
    }
}
