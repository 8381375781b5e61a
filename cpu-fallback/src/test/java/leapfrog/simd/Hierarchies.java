package leapfrog.simd;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.engine.Problem;
import leapfrog.model.Likelihood;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Correlated;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.InBlock;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Shape;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelOptions;
import leapfrog.model.ModelStructure;
import leapfrog.model.ModelStructure.TermStructure;
import leapfrog.model.Table;
import leapfrog.model.Transform;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;

/** Makes y ~ x + (1 + x | g) + (1 | h) of any likelihood, with correlated effects of g, some of them centered, and 41 simulated rows. */
final class Hierarchies {
    private static final int ROWS = 41;
    private static final int G = 5;
    private static final int H = 3;

    private Hierarchies() {}

    static Problem of(Likelihood likelihood) {
        int family = likelihood.parameters().size();
        int scalars = 6 + family;
        List<Transform> transforms = IntStream.range(0, scalars)
                .mapToObj(k -> k < 2 ? Transform.IDENTITY : k == 5 ? Transform.CORRELATION : Transform.EXP)
                .toList();
        List<Prior> priors = IntStream.range(0, scalars)
                .mapToObj(k -> new Prior(
                        new int[] {k}, new double[] {1}, k == 5 ? Shape.CORRELATION : Shape.NORMAL, 0, 1, 2, 1, 0))
                .toList();
        boolean[] centered = new boolean[G];
        centered[1] = true;
        List<Term> terms = List.of(
                new Term(-1, -1, 0, 1, new Direct(new int[] {0})),
                new Term(0, -1, 1, 1, new Direct(new int[] {1})),
                new Term(-1, 0, 2, G, new InBlock(0, 0)),
                new Term(0, 0, 2 + G, G, new InBlock(0, 1)),
                new Term(-1, 1, 2 + 2 * G, H, new Pooled(-1, 4, scalars + 2 * G, new boolean[H])));
        ModelData data = new ModelData(
                likelihood.name(),
                scalars + 2 * G + H,
                transforms,
                priors,
                terms,
                List.of(new Correlated(new int[] {-1, -1}, new int[] {2, 3}, 5, scalars, centered)),
                IntStream.range(0, family)
                        .mapToObj(k -> FamilyParameter.estimated(6 + k))
                        .toList(),
                rows(likelihood));
        ModelStructure structure = new ModelStructure(
                likelihood,
                terms.stream()
                        .map(term -> new TermStructure(
                                term.covariate() < 0,
                                term.factor(),
                                term.source().kind()))
                        .toList(),
                List.of(2),
                2,
                false,
                false);
        return new Problem(structure, List.of(data));
    }

    /** The gaussian one without (1 | h), whose standard deviation, scalar 4, stays as a flat scalar that nothing else knows. */
    static Problem withoutCrossedTerm() {
        Problem crossed = of(Likelihood.NORMAL);
        ModelStructure structure = crossed.structure();
        ModelData data = crossed.tasks().getFirst();
        Rows rows = data.rows();
        return new Problem(
                new ModelStructure(
                        Likelihood.NORMAL, structure.terms().subList(0, 4), structure.correlated(), 1, false, false),
                List.of(new ModelData(
                        "sorted",
                        data.dimension() - H,
                        data.scalars(),
                        data.priors().stream()
                                .filter(prior -> prior.scalars()[0] != 4)
                                .toList(),
                        data.terms().subList(0, 4),
                        data.correlated(),
                        data.parameters(),
                        new Rows(
                                ROWS,
                                rows.response(),
                                rows.covariates(),
                                new int[][] {rows.level()[0]},
                                new int[] {G},
                                null,
                                null,
                                null,
                                rows.totals()))));
    }

    /** The gaussian y ~ x + (1 + x | g), noncentered, whose effects have the population coefficients as means. */
    static Problem ofPairs() {
        Problem sorted = withoutCrossedTerm();
        ModelData data = sorted.tasks().getFirst();
        Correlated effects = data.correlated().getFirst();
        List<Term> terms = List.of(new Term(-1, 0, 0, G, new InBlock(0, 0)), new Term(0, 0, G, G, new InBlock(0, 1)));
        return new Problem(
                new ModelStructure(
                        Likelihood.NORMAL,
                        sorted.structure().terms().subList(2, 4),
                        sorted.structure().correlated(),
                        1,
                        false,
                        false),
                List.of(new ModelData(
                        "pairs",
                        data.dimension(),
                        data.scalars(),
                        data.priors(),
                        terms,
                        List.of(new Correlated(
                                new int[] {0, 1},
                                effects.sd(),
                                effects.firstPartial(),
                                effects.firstCoordinate(),
                                new boolean[G])),
                        data.parameters(),
                        data.rows())));
    }

    /** The gaussian y ~ x + (1 + x | g) + (1 | h) with all coefficients integrated out. */
    static Problem integratedOut() {
        Rows rows = rows(Likelihood.NORMAL);
        Table table = Table.of(Map.of(
                "y", new Table.Column.Numbers(rows.response()),
                "x", new Table.Column.Numbers(rows.covariates()[0]),
                "g",
                        new Table.Column.Numbers(
                                IntStream.of(rows.level()[0]).asDoubleStream().toArray()),
                "h",
                        new Table.Column.Numbers(
                                IntStream.of(rows.level()[1]).asDoubleStream().toArray())));
        Formula formula = Formula.parse("y ~ x + (1 + x | g) + (1 | h)");
        MarginalModel marginal =
                MarginalModel.of(Model.of(DesignBuilder.build(formula, table), ModelOptions.defaults()));
        return new Problem(marginal.structure(), List.of(marginal.data()));
    }

    private static Rows rows(Likelihood likelihood) {
        Random random = new Random(41);
        double[] y = new double[ROWS];
        Arrays.setAll(y, i -> switch (likelihood) {
            case NORMAL, NORMAL_WITH_ERROR, STUDENT_T -> random.nextGaussian();
            case BINOMIAL -> random.nextInt(2);
            case POISSON, NEGATIVE_BINOMIAL -> random.nextInt(40);
        });
        double[] distinct = likelihood == Likelihood.NEGATIVE_BINOMIAL
                ? Arrays.stream(y).filter(v -> v > 0).sorted().distinct().toArray()
                : new double[0];
        double[] weights = new double[distinct.length];
        Arrays.setAll(
                weights, u -> Arrays.stream(y).filter(v -> v == distinct[u]).count());
        boolean error = likelihood == Likelihood.NORMAL_WITH_ERROR;
        return new Rows(
                ROWS,
                y,
                new double[][] {random.doubles(ROWS, -1, 1).toArray()},
                new int[][] {
                    random.ints(ROWS, 0, G).sorted().toArray(),
                    random.ints(ROWS, 0, H).toArray()
                },
                new int[] {G, H},
                null,
                null,
                error ? random.doubles(ROWS, 0.5, 1).toArray() : null,
                new Totals(ROWS, 0, 0, distinct, weights));
    }
}
