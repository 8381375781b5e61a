package leapfrog.model.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelStructure;
import leapfrog.model.ScalarLogDensity;
import leapfrog.model.Transform;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of any likelihood, and models of them: a coefficient for the constant and for each covariate, and for each factor pooled
 * effects of the constant and of the first covariate.
 *
 * @param continuous whether covariates are normal; else they are 0, 1 or 2
 * @param levels number of levels of each factor, the last of which is without rows where there are more than one
 */
record RandomRows(
        Likelihood likelihood,
        int count,
        int covariates,
        boolean continuous,
        int[] levels,
        boolean weighted,
        boolean offset,
        long seed) {

    @Override
    public String toString() {
        return likelihood + ", " + count + " rows, " + covariates + (continuous ? " continuous" : " discrete")
                + " covariates, levels " + Arrays.toString(levels) + (weighted ? ", weighted" : "")
                + (offset ? ", offset" : "") + ", seed " + seed;
    }

    /** Sorted by factor 0. */
    Rows rows() {
        Random random = new Random(seed);
        int[][] level = new int[levels.length][];
        for (int f = 0; f < levels.length; f++) {
            int used = Math.max(1, levels[f] - 1);
            level[f] = random.ints(count, 0, used).toArray();
        }
        if (levels.length > 0) {
            Arrays.sort(level[0]);
        }
        double[][] columns = new double[covariates][];
        for (int k = 0; k < covariates; k++) {
            columns[k] = continuous ? normals(random) : whole(random, 3, 1, 0);
        }
        double[] error = likelihood == Likelihood.NORMAL_WITH_ERROR ? whole(random, 2, 0.7, 0.5) : null;
        double[] offsets = offset ? whole(random, 2, 1, 0) : null;
        // Trials are whole; weights in tenths make sums that depend on their order.
        double[] weight = weighted ? whole(random, 5, likelihood == Likelihood.BINOMIAL ? 1 : 0.1, 0) : null;
        double[] original = responses(random, weight);
        boolean scaled = likelihood == Likelihood.POISSON || likelihood == Likelihood.NEGATIVE_BINOMIAL;
        double[] response = original.clone();
        if (scaled && weight != null) {
            Arrays.setAll(response, i -> weight[i] * original[i]);
        }
        return new Rows(
                count, response, columns, level, levels, offsets, weight, error, totals(original, weight, random));
    }

    private double[] normals(Random random) {
        return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    /** scale · {0, …, bound − 1} + from. */
    private double[] whole(Random random, int bound, double scale, double from) {
        return random.ints(count, 0, bound).mapToDouble(i -> scale * i + from).toArray();
    }

    private double[] responses(Random random, double @Nullable [] weight) {
        return switch (likelihood) {
            case NORMAL -> normals(random);
            case NORMAL_WITH_ERROR, STUDENT_T -> whole(random, 4, 1, 0);
            case BINOMIAL ->
                IntStream.range(0, count)
                        .mapToDouble(i -> random.nextInt(weight == null ? 2 : (int) weight[i] + 1))
                        .toArray();
            case POISSON, NEGATIVE_BINOMIAL -> whole(random, 6, 1, 0);
        };
    }

    private Totals totals(double[] original, double @Nullable [] weight, Random random) {
        double observations = weight == null ? count : Arrays.stream(weight).sum();
        if (likelihood != Likelihood.NEGATIVE_BINOMIAL) {
            return new Totals(
                    observations,
                    likelihood == Likelihood.NORMAL ? 2.5 : 0,
                    random.nextGaussian(),
                    new double[0],
                    new double[0]);
        }
        double[] distinct =
                Arrays.stream(original).filter(y -> y > 0).sorted().distinct().toArray();
        double[] total = Arrays.stream(distinct)
                .map(y -> IntStream.range(0, count)
                        .filter(i -> original[i] == y)
                        .mapToDouble(i -> weight == null ? 1 : weight[i])
                        .sum())
                .toArray();
        return new Totals(observations, 0, random.nextGaussian(), distinct, total);
    }

    /** Direct coefficients are scalars 0 … covariates, then come the sds and the family's parameters. */
    List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        for (int k = -1; k < covariates; k++) {
            terms.add(new Term(k, -1, terms.size(), 1, new ModelData.Direct(new int[] {k + 1})));
        }
        int coefficient = terms.size();
        int sd = covariates + 1;
        int coordinate = scalars().size();
        for (int f = 0; f < levels.length; f++) {
            for (int k = -1; k < Math.min(1, covariates); k++) {
                ModelData.Pooled source = new ModelData.Pooled(-1, sd++, coordinate, new boolean[levels[f]]);
                terms.add(new Term(k, f, coefficient, levels[f], source));
                coefficient += levels[f];
                coordinate += levels[f];
            }
        }
        return terms;
    }

    private int effects() {
        return levels.length * (1 + Math.min(1, covariates));
    }

    private List<Transform> scalars() {
        List<Transform> scalars = new ArrayList<>();
        for (int k = 0; k <= covariates; k++) {
            scalars.add(Transform.IDENTITY);
        }
        for (int k = 0; k < effects() + likelihood.parameters().size(); k++) {
            scalars.add(Transform.EXP);
        }
        return scalars;
    }

    /** The model of these rows, or of what a reduction made of them. */
    ScalarLogDensity density(List<Term> terms, Rows rows) {
        List<ModelData.FamilyParameter> parameters = new ArrayList<>();
        for (int k = 0; k < likelihood.parameters().size(); k++) {
            parameters.add(ModelData.FamilyParameter.estimated(covariates + 1 + effects() + k));
        }
        int dimension = scalars().size() + Arrays.stream(levels).sum() * (1 + Math.min(1, covariates));
        ModelStructure structure = new ModelStructure(
                likelihood,
                terms.stream().map(Term::structure).toList(),
                List.of(),
                levels.length,
                rows.offset() != null,
                rows.weight() != null);
        return new ScalarLogDensity(
                structure,
                new ModelData(toString(), dimension, scalars(), List.of(), terms, List.of(), parameters, rows));
    }

    /** The same rows in another order, still sorted by factor 0. */
    static Rows shuffled(Rows rows, long seed) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, rows.count()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        if (rows.level().length > 0) {
            order.sort(Comparator.comparing(i -> rows.level()[0][i]));
        }
        int[] at = order.stream().mapToInt(Integer::intValue).toArray();
        return new Rows(
                rows.count(),
                pick(rows.response(), at),
                Arrays.stream(rows.covariates()).map(column -> pick(column, at)).toArray(double[][]::new),
                Arrays.stream(rows.level())
                        .map(column -> Arrays.stream(at).map(i -> column[i]).toArray())
                        .toArray(int[][]::new),
                rows.levels(),
                rows.offset() == null ? null : pick(rows.offset(), at),
                rows.weight() == null ? null : pick(rows.weight(), at),
                rows.standardError() == null ? null : pick(rows.standardError(), at),
                rows.totals());
    }

    private static double[] pick(double[] column, int[] at) {
        return Arrays.stream(at).mapToDouble(i -> column[i]).toArray();
    }
}
