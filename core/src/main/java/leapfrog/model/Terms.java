package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes the terms of the linear predictor of a layout, population terms that no group effect absorbs first, and the rows they refer
 * to.
 */
record Terms(List<ModelData.Term> terms, List<ModelData.Correlated> correlated, ModelData.Rows rows) {
    static Terms of(Layout layout, Observations observations) {
        Design design = layout.design();
        RowBuilder builder = new RowBuilder(design, observations);
        List<ModelData.Term> terms = new ArrayList<>();
        int first = 0;
        for (int t = 0; t < design.population().size(); t++) {
            Design.PopulationTerm term = design.population().get(t);
            int[] scalar = scalars(layout, t);
            if (Arrays.stream(scalar).anyMatch(k -> k >= 0)) {
                ModelData.Source source = new ModelData.Direct(scalar);
                terms.add(new ModelData.Term(
                        builder.covariate(term.covariate()), term.factor(), first, scalar.length, source));
                first += scalar.length;
            }
        }
        for (int e = 0; e < layout.effects().size(); e++) {
            Layout.Effect effect = layout.effects().get(e);
            terms.add(new ModelData.Term(
                    builder.covariate(effect.covariate()), effect.factor(), first, effect.levels(), source(layout, e)));
            first += effect.levels();
        }
        return new Terms(List.copyOf(terms), correlated(layout), builder.rows());
    }

    /** The terms of a layout that differs from theirs in what is centered; those of its effects are the last. */
    static List<ModelData.Term> chosen(List<ModelData.Term> terms, Layout layout) {
        List<ModelData.Term> chosen = new ArrayList<>(terms);
        int first = terms.size() - layout.effects().size();
        for (int e = 0; e < layout.effects().size(); e++) {
            ModelData.Term term = terms.get(first + e);
            ModelData.Source source = source(layout, e);
            chosen.set(
                    first + e,
                    new ModelData.Term(
                            term.covariate(), term.factor(), term.firstCoefficient(), term.levels(), source));
        }
        return chosen;
    }

    private static ModelData.Source source(Layout layout, int e) {
        Layout.Effect effect = layout.effects().get(e);
        int block = layout.block(e);
        return block < 0
                ? new ModelData.Pooled(effect.mean(), layout.sd(e), effect.firstCoordinate(), effect.centered())
                : new ModelData.InBlock(block, e - layout.blocks().get(block).first());
    }

    static List<ModelData.Correlated> correlated(Layout layout) {
        return layout.blocks().stream().map(block -> correlated(layout, block)).toList();
    }

    private static ModelData.Correlated correlated(Layout layout, Layout.Block block) {
        Layout.Effect first = layout.effects().get(block.first());
        int[] effects =
                IntStream.range(block.first(), block.first() + block.size()).toArray();
        return new ModelData.Correlated(
                IntStream.of(effects).map(e -> layout.effects().get(e).mean()).toArray(),
                IntStream.of(effects).map(layout::sd).toArray(),
                block.firstPartial(),
                first.firstCoordinate(),
                first.centered());
    }

    /** The scalar of each coefficient of a population term; −1 for reference levels and absorbed coefficients. */
    private static int[] scalars(Layout layout, int term) {
        int factor = layout.design().population().get(term).factor();
        int levels =
                factor < 0 ? 1 : layout.design().factors().get(factor).levels().size();
        int[] scalar = new int[levels];
        Arrays.fill(scalar, -1);
        for (int k = 0; k < layout.columns().size(); k++) {
            Layout.Column column = layout.columns().get(k);
            if (column.term() == term && !layout.absorbed()[k]) {
                scalar[Math.max(0, column.level())] = k;
            }
        }
        return scalar;
    }
}
