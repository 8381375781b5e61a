package leapfrog.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes the linear predictor η of rows from a draw of reported quantities, in the order of {@link Model#variables()}: the fit's own
 * rows, or those of another design of the same formula.
 *
 * <p>η_i = offset_i + Σ b · x_i + Σ (coef[level_i] − b) · z_i, for a reported group coefficient holds the population coefficient b of its
 * name. Levels that the fit has not seen take their deviations from {@link Deviations}. Immutable, so safe for threads.
 */
public final class LinearPredictor {
    private final int rows;
    private final double @Nullable [] offset;
    private final List<Part> parts = new ArrayList<>();
    private final List<Deviations> deviations = new ArrayList<>();
    private int unseen;

    /**
     * Adds multiplier · x_i · v, v being a quantity of the draw, or a deviation of an unseen level where the index is below 0: ~index.
     *
     * @param covariate [rows] x, or null for the constant 1
     * @param quantity [rows], or [1] for all rows; {@link #NONE} adds nothing
     */
    private record Part(double @Nullable [] covariate, int[] quantity, double multiplier) {}

    private static final int NONE = Integer.MAX_VALUE;

    /**
     * Says what deviations a factor's unseen levels need: [levels × effects] numbers, a level's vector ~ Normal(0, diag(sd) R diag(sd)).
     *
     * @param factor index into the design's factors
     * @param firstLevel the first unseen level, which is the number of seen ones
     * @param levels number of unseen levels, 0 or more
     * @param sd [effects] the quantities that are the standard deviations
     * @param correlation the quantity that is R_21; R_31, R_32 … follow it; −1 where there is a single effect
     * @param first where they start in the array of deviations
     */
    public record Deviations(int factor, int firstLevel, int levels, int[] sd, int correlation, int first) {}

    private LinearPredictor(Model model, Design rows) {
        this.rows = rows.rows();
        offset = rows.offset();
        Layout layout = model.layout();
        addPopulation(layout, rows);
        List<Layout.Block> blocks = layout.blocks();
        for (int e = 0; e < layout.effects().size(); ) {
            int block = layout.block(e);
            int size = block < 0 ? 1 : blocks.get(block).size();
            addEffects(model, rows, e, size, block < 0 ? -1 : model.reporter().correlation(block));
            e += size;
        }
    }

    /** Of the rows that the model was made of, before any reduction. */
    public static LinearPredictor of(Model model) {
        return new LinearPredictor(model, model.design());
    }

    /**
     * Of other rows.
     *
     * @param rows made of the same formula, with the same coding; each factor's levels start with the model's own
     */
    public static LinearPredictor of(Model model, Design rows) {
        return new LinearPredictor(model, rows);
    }

    /** Number of rows that it predicts. */
    public int rows() {
        return rows;
    }

    /** What unseen levels need, one entry for each vector of effects; together {@link #unseen()} numbers a draw. */
    public List<Deviations> deviations() {
        return List.copyOf(deviations);
    }

    /** Length of the array of unseen levels' deviations. */
    public int unseen() {
        return unseen;
    }

    /**
     * Writes η of rows {@code from … to − 1}, where all levels were seen.
     *
     * @param draw {@code draw[at .. at + quantities)} is read
     * @param eta {@code eta[0 .. to − from)} is written
     */
    public void evaluate(double[] draw, int at, int from, int to, double[] eta) {
        evaluate(draw, at, new double[unseen], from, to, eta);
    }

    /**
     * Writes η of rows {@code from … to − 1}.
     *
     * @param draw {@code draw[at .. at + quantities)} is read
     * @param deviation [unseen]
     * @param eta {@code eta[0 .. to − from)} is written
     */
    public void evaluate(double[] draw, int at, double[] deviation, int from, int to, double[] eta) {
        for (int i = from; i < to; i++) {
            eta[i - from] = offset == null ? 0 : offset[i];
        }
        for (Part part : parts) {
            int[] quantity = part.quantity();
            double[] covariate = part.covariate();
            for (int i = from; i < to; i++) {
                int q = quantity[quantity.length == 1 ? 0 : i];
                if (q != NONE) {
                    double value = part.multiplier() * (q < 0 ? deviation[~q] : draw[at + q]);
                    eta[i - from] += covariate == null ? value : value * covariate[i];
                }
            }
        }
    }

    /** Population terms; a coefficient that m group effects vary stands in each of theirs, so here 1 − m times. */
    private void addPopulation(Layout layout, Design rows) {
        int[] varied = new int[layout.columns().size()];
        for (Layout.Effect effect : layout.effects()) {
            if (effect.population() >= 0) {
                varied[effect.population()]++;
            }
        }
        for (int t = 0; t < rows.population().size(); t++) {
            Design.PopulationTerm term = rows.population().get(t);
            for (int m : IntStream.of(varied).distinct().sorted().toArray()) {
                int[] column = columns(layout, t, term, varied, m);
                if (m != 1 && IntStream.of(column).anyMatch(k -> k != NONE)) {
                    int[] quantity = term.factor() < 0
                            ? column
                            : IntStream.of(rows.factors().get(term.factor()).level())
                                    .map(level -> column[level])
                                    .toArray();
                    parts.add(new Part(term.covariate(), quantity, 1 - m));
                }
            }
        }
    }

    /** The column of each level of a population term that m effects vary, else {@link #NONE}. */
    private static int[] columns(Layout layout, int t, Design.PopulationTerm term, int[] varied, int m) {
        int[] columns = new int[term.factor() < 0 ? 1 : term.coded().length];
        java.util.Arrays.fill(columns, NONE);
        for (int k = 0; k < varied.length; k++) {
            Layout.Column column = layout.columns().get(k);
            if (column.term() == t && varied[k] == m) {
                columns[Math.max(0, column.level())] = k;
            }
        }
        return columns;
    }

    /** A vector of effects e … e + size − 1 of one factor. */
    private void addEffects(Model model, Design rows, int e, int size, int correlation) {
        Layout layout = model.layout();
        int factor = layout.effects().get(e).factor();
        int seen = layout.effects().get(e).levels();
        int[] level = rows.factors().get(factor).level();
        int[] sd = new int[size];
        for (int k = 0; k < size; k++) {
            Reporter.Place place = model.reporter().place(e + k);
            sd[k] = place.sd();
            double[] covariate = covariate(rows, layout, e + k);
            int at = unseen + k;
            parts.add(new Part(
                    covariate,
                    IntStream.of(level)
                            .map(j -> j < seen ? place.coefficient() + j * place.stride() : ~(at + (j - seen) * size))
                            .toArray(),
                    1));
            addMeanOfUnseen(layout.effects().get(e + k).population(), covariate, level, seen);
        }
        int levels = rows.factors().get(factor).levels().size() - seen;
        deviations.add(new Deviations(factor, seen, levels, sd, correlation, unseen));
        unseen += levels * size;
    }

    /** An unseen level has no reported coefficient that the population's is part of. */
    private void addMeanOfUnseen(int population, double @Nullable [] covariate, int[] level, int seen) {
        if (population >= 0 && IntStream.of(level).anyMatch(j -> j >= seen)) {
            int[] quantity =
                    IntStream.of(level).map(j -> j < seen ? NONE : population).toArray();
            parts.add(new Part(covariate, quantity, 1));
        }
    }

    /** Effect e's covariate in other rows of the same formula: effects stand in the order of the group terms' coefficients. */
    private static double @Nullable [] covariate(Design rows, Layout layout, int e) {
        if (rows == layout.design()) {
            return layout.effects().get(e).covariate();
        }
        return rows.groups().stream()
                .flatMap(term -> term.coefficients().stream())
                .toList()
                .get(e)
                .covariate();
    }
}
