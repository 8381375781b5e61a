package leapfrog.notation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.Model;
import leapfrog.model.ModelData;

/** Writes group effects in mathematical notation: an independent one, or correlated ones together. */
record GroupText(Design.Factor factor, List<Effect> effects) {
    /**
     * @param mean the population coefficient that it varies around, or {@code 0}
     * @param centered [levels]
     */
    private record Effect(Design.GroupCoefficient coefficient, String mean, boolean[] centered) {
        static Effect of(Model model, Design.GroupCoefficient coefficient, ModelData.Source source) {
            return switch (source) {
                case ModelData.Pooled pooled -> of(model, coefficient, pooled.mean(), pooled.centered());
                case ModelData.InBlock(int b, int k) -> {
                    ModelData.Correlated block = model.data().correlated().get(b);
                    yield of(model, coefficient, block.mean()[k], block.centered());
                }
                case ModelData.Direct direct -> throw new IllegalArgumentException("not of a group: " + coefficient);
            };
        }

        private static Effect of(Model model, Design.GroupCoefficient coefficient, int mean, boolean[] centered) {
            return new Effect(
                    coefficient, mean < 0 ? "0" : model.quantityNames().get(mean), centered);
        }

        String name() {
            return coefficient.name();
        }
    }

    /** Those of a model, in formula order. */
    static List<GroupText> of(Model model) {
        Iterator<ModelData.Source> sources = model.data().terms().stream()
                .map(ModelData.Term::source)
                .filter(source -> !(source instanceof ModelData.Direct))
                .iterator();
        List<GroupText> texts = new ArrayList<>();
        for (Design.GroupTerm term : model.design().groups()) {
            Design.Factor factor = model.design().factors().get(term.factor());
            List<Effect> effects = new ArrayList<>();
            term.coefficients().forEach(coefficient -> effects.add(Effect.of(model, coefficient, sources.next())));
            if (term.correlations() > 0) {
                texts.add(new GroupText(factor, List.copyOf(effects)));
            } else {
                effects.forEach(effect -> texts.add(new GroupText(factor, List.of(effect))));
            }
        }
        return texts;
    }

    /** The population coefficients that are means of these effects. */
    List<String> means() {
        return effects.stream().map(Effect::mean).toList();
    }

    /** What they add to η. */
    List<String> summands() {
        return effects.stream()
                .map(effect -> name(effect, factor.name() + "_i")
                        + (effect.coefficient().covariate() == null ? "" : " · " + effect.name() + "_i"))
                .toList();
    }

    /** How they are distributed. */
    List<String> equations() {
        String levels = ",  j = 1 … " + factor.levels().size() + " (" + factor.name() + ")";
        if (effects.size() == 1) {
            return List.of(coefficients() + " ~ Normal(" + mean() + ", " + sds() + ")" + levels);
        }
        String pairs = effects.size() == 2
                ? "[" + effects.getFirst().name() + "," + effects.getLast().name() + "]"
                : "";
        return List.of(
                coefficients() + " ~ MultivariateNormal(" + mean() + ", S R S)" + levels,
                "  S = diag" + sds() + ",  R = " + effects.size() + " × " + effects.size()
                        + " correlation matrix of cor_" + factor.name() + pairs);
    }

    /** What is sampled: of which effects, the form, and how they are made of it. */
    List<String> parametrization() {
        return List.of(of(), form(), sampled());
    }

    /** Which effects these are. */
    String of() {
        return effects.stream().map(this::index).collect(Collectors.joining(", "));
    }

    /** Which levels are centered, the first few by name where they are some of many. */
    String form() {
        List<String> centered = centeredLevels();
        int levels = factor.levels().size();
        if (centered.isEmpty() || centered.size() == levels) {
            return centered.isEmpty() ? "noncentered" : "centered";
        }
        int shown = Math.min(centered.size(), 3);
        return centered.size() + " of " + levels + " centered: " + String.join(", ", centered.subList(0, shown))
                + (shown < centered.size() ? ", …" : "");
    }

    private List<String> centeredLevels() {
        boolean[] centered = effects.getFirst().centered();
        return IntStream.range(0, centered.length)
                .filter(j -> centered[j])
                .mapToObj(factor.levels()::get)
                .toList();
    }

    private String sampled() {
        int centered = centeredLevels().size();
        String own = coefficients() + (effects.size() == 1 ? " is sampled" : " are sampled");
        if (centered == factor.levels().size()) {
            return own;
        }
        boolean zero = means().stream().allMatch("0"::equals);
        String made = coefficients() + " = " + (zero ? "" : mean() + " + ");
        String deviation = effects.size() == 1
                ? made + sds() + " · z_j, z_j ~ Normal(0, 1) is sampled"
                : made + "S L z_j, R = L Lᵀ, z_j ~ Normal(0, I) is sampled";
        return centered == 0 ? deviation : own + "; of the others " + deviation;
    }

    private String index(Effect effect) {
        return factor.name() + "[" + effect.name() + "]";
    }

    /** What stands in η: the group's own coefficient, or its deviation where another term carries the mean. */
    private String name(Effect effect, String level) {
        return (effect.mean().equals("0") ? "r_" : "coef_") + factor.name() + "[" + level + "," + effect.name() + "]";
    }

    private String coefficients() {
        return vector(effect -> name(effect, "j"));
    }

    private String mean() {
        return vector(Effect::mean);
    }

    private String sds() {
        return vector(effect -> "sd_" + index(effect));
    }

    /** One text as it is, several as a vector. */
    private String vector(Function<Effect, String> text) {
        String joined = effects.stream().map(text).collect(Collectors.joining(", "));
        return effects.size() == 1 ? joined : "(" + joined + ")";
    }
}
