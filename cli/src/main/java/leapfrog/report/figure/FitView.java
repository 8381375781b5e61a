package leapfrog.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.compare.Criteria;
import leapfrog.compare.LogLikelihood;
import leapfrog.data.SavedFit;
import leapfrog.model.Model;
import leapfrog.model.Variable;
import leapfrog.report.plot.KernelDensity;
import leapfrog.sample.Draws;
import leapfrog.sample.SummaryRow;
import org.jspecify.annotations.Nullable;

/** Shows a fit to those who draw it: its draws by quantity, and which quantities, chains and groups are worth a look. */
public final class FitView {
    /** Most quantities, and most chains, that a figure tells apart. */
    static final int MOST = 9;

    static final int MOST_CHAINS = 8;
    /** Log densities, rows × draws, that a report may take the time to compute for a fit. */
    private static final int BUDGET = 4_000_000;

    private static final int LEAST_DRAWS = 50;

    /** The figures' grid has three columns: so many quantities fill it. */
    private static final int ROW = 3;

    private final SavedFit saved;
    private final Model model;
    private final Comparison comparison;
    private final List<String> names;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int[] chains;
    private @Nullable Replicates replicates;

    /**
     * What else a fit's figures show.
     *
     * @param groups names of levels to draw lines of; empty leaves the choice to the figure
     * @param others fits beside this one, of which an unpooled one gives the unpooled estimates
     * @param criteria how well this one predicts its rows, or null if figures are to find out
     */
    public record Comparison(
            List<String> groups,
            List<Beside> others,
            @Nullable Criteria criteria) {
        public Comparison {
            groups = List.copyOf(groups);
            others = List.copyOf(others);
        }
    }

    /** A fit beside the one that is drawn. */
    public record Beside(String name, SavedFit saved, Model model) {}

    /** A view of a fit whose model was made again. */
    public FitView(SavedFit saved, Model model, Comparison comparison) {
        saved.fit().draws().requireAll(model, "a figure");
        this.saved = saved;
        this.model = model;
        this.comparison = comparison;
        names = draws().names();
        for (int k = 0; k < names.size(); k++) {
            columns.put(names.get(k), k);
        }
        chains = chooseChains();
    }

    SavedFit saved() {
        return saved;
    }

    Model model() {
        return model;
    }

    Comparison comparison() {
        return comparison;
    }

    Draws draws() {
        return saved.fit().draws();
    }

    /** Draws of all chains together. */
    int total() {
        return draws().chains() * draws().draws();
    }

    String name(int column) {
        return names.get(column);
    }

    /** The column of a quantity, or −1. */
    int column(String name) {
        return columns.getOrDefault(name, -1);
    }

    SummaryRow summary(int column) {
        return saved.summary().get(column);
    }

    /** [chains][draws] */
    double[][] quantity(int column) {
        return draws().quantity(column);
    }

    /** All draws of a quantity, chain after chain. */
    double[] pooled(int column) {
        return Arrays.stream(quantity(column)).flatMapToDouble(Arrays::stream).toArray();
    }

    /** The posterior means of all quantities: a draw at which whatever is linear in the draws has its mean. */
    double[] means() {
        return saved.summary().stream().mapToDouble(SummaryRow::mean).toArray();
    }

    /** Replicated responses, made once. */
    synchronized Replicates replicates() {
        Replicates made = replicates;
        if (made == null) {
            made = Replicates.of(this);
            replicates = made;
        }
        return made;
    }

    /** PSIS-LOO of the fit's rows. */
    Criteria criteria() {
        Criteria known = comparison.criteria();
        return known != null ? known : Criteria.of(new LogLikelihood(model, affordable(saved, model)));
    }

    /** All draws, or as many, evenly chosen, as log densities of all rows may be computed at. */
    public static Draws affordable(SavedFit saved, Model model) {
        Draws draws = saved.fit().draws();
        int most = Math.max(LEAST_DRAWS, BUDGET / model.design().rows());
        return draws.chains() * draws.draws() > most ? Replicates.thinned(draws, most) : draws;
    }

    /** Chains to tell apart: all, or some from the lowest to the highest mean of the quantity with the greatest R-hat. */
    int[] shownChains() {
        return chains;
    }

    /** {@code 4 chains}, or which of many are shown. */
    String chainsInWords() {
        int all = draws().chains();
        return all == 1
                ? "the chain"
                : chains.length == all
                        ? all + " chains"
                        : chains.length + " of " + all + " chains, from the lowest to the highest mean of "
                                + name(worst(1, IntStream.range(0, names.size()))
                                        .getFirst());
    }

    /** Population effects, scales and the family's parameters, or the hardest of them, and some of the hardest group coefficients. */
    List<Integer> shownQuantities() {
        List<Integer> scalars = new ArrayList<>();
        List<Integer> coefficients = new ArrayList<>();
        for (Variable variable : draws().variables()) {
            List<Integer> kind = variable.name().startsWith("coef_") ? coefficients : scalars;
            IntStream.range(variable.offset(), variable.offset() + variable.size())
                    .forEach(kind::add);
        }
        List<Integer> shown = new ArrayList<>(worst(MOST, scalars.stream().mapToInt(Integer::intValue)));
        int more = Math.min(MOST - shown.size(), ROW - shown.size() % ROW);
        shown.addAll(worst(more, coefficients.stream().mapToInt(Integer::intValue)));
        shown.sort(Comparator.naturalOrder());
        return shown;
    }

    /** The quantities that were hardest to sample, hardest first. */
    List<Integer> worst(int count, IntStream among) {
        return among.boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -difficulty(summary(k)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .toList();
    }

    /** How far R-hat and effective sample sizes are from what they should be, in the units of the diagnosis' thresholds. */
    private static double difficulty(SummaryRow row) {
        double size = Math.min(row.essBulk(), row.essTail());
        double difficulty = Math.max((row.rhat() - 1) / 0.01, 400 / size);
        return Double.isNaN(difficulty) ? 0 : difficulty;
    }

    /** Where a quantity can lie. */
    KernelDensity density(int column) {
        String name = name(column);
        return name.startsWith("cor_")
                ? new KernelDensity(-1, 1)
                : isScale(column) ? new KernelDensity(0, Double.POSITIVE_INFINITY) : KernelDensity.UNBOUNDED;
    }

    /** Whether a quantity is positive: a standard deviation, a family's parameter. */
    boolean isScale(int column) {
        String name = name(column);
        return name.startsWith("sd_")
                || model.options().family().kind().parameters().contains(name);
    }

    private int[] chooseChains() {
        int all = draws().chains();
        if (all <= MOST_CHAINS) {
            return IntStream.range(0, all).toArray();
        }
        double[][] values = quantity(worst(1, IntStream.range(0, names.size())).getFirst());
        List<Integer> byMean = IntStream.range(0, all)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        c -> Arrays.stream(values[c]).average().orElse(0)))
                .toList();
        return IntStream.range(0, MOST_CHAINS)
                .map(k -> byMean.get(k * (all - 1) / (MOST_CHAINS - 1)))
                .sorted()
                .toArray();
    }
}
