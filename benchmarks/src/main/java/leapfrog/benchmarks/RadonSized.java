package leapfrog.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.engine.Problem;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Shape;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelStructure;
import leapfrog.model.ModelStructure.Source;
import leapfrog.model.ModelStructure.TermStructure;
import leapfrog.model.Transform;

/** Makes problems of the size of the radon model, of any likelihood: 85 counties, two pooled coefficients each. */
final class RadonSized {
    private static final int COUNTIES = 85;
    private static final int OBSERVATIONS = 919;
    /** Two means, two standard deviations; then come the parameters of the family. */
    private static final int SCALARS = 4;

    private RadonSized() {}

    /** @param rows 919, or fewer that are weighted */
    static Problem problem(Likelihood likelihood, int rows) {
        boolean weighted = rows < OBSERVATIONS;
        int parameters = likelihood.parameters().size();
        List<Transform> transforms = new ArrayList<>(List.of(Transform.IDENTITY, Transform.IDENTITY));
        transforms.addAll(Collections.nCopies(2 + parameters, Transform.EXP));
        List<Prior> priors = new ArrayList<>(List.of(
                prior(0, Shape.NORMAL, 100),
                prior(1, Shape.NORMAL, 100),
                prior(2, Shape.NORMAL, 5),
                prior(3, Shape.NORMAL, 5)));
        List<FamilyParameter> estimated = new ArrayList<>();
        for (int k = 0; k < parameters; k++) {
            estimated.add(FamilyParameter.estimated(SCALARS + k));
            priors.add(prior(SCALARS + k, Shape.STUDENT_T, 5));
        }
        int coordinate = SCALARS + parameters;
        boolean[] noncentered = new boolean[COUNTIES];
        ModelData task = new ModelData(
                "radon-sized",
                coordinate + 2 * COUNTIES,
                transforms,
                priors,
                List.of(
                        new Term(-1, 0, 0, COUNTIES, new Pooled(0, 2, coordinate, noncentered)),
                        new Term(0, 0, COUNTIES, COUNTIES, new Pooled(1, 3, coordinate + COUNTIES, noncentered))),
                List.of(),
                estimated,
                rows(likelihood, rows, weighted));
        List<TermStructure> terms =
                List.of(new TermStructure(true, 0, Source.POOLED), new TermStructure(false, 0, Source.POOLED));
        return new Problem(new ModelStructure(likelihood, terms, List.of(), 1, false, weighted), List.of(task));
    }

    private static Rows rows(Likelihood likelihood, int rows, boolean weighted) {
        Random random = new Random(rows);
        double[] weight = random.ints(rows, 1, 12).asDoubleStream().toArray();
        double[] response = switch (likelihood) {
            case NORMAL, NORMAL_WITH_ERROR, STUDENT_T ->
                random.doubles(rows, -1, 3).toArray();
            case BINOMIAL -> random.ints(rows, 0, 2).asDoubleStream().toArray();
            case POISSON, NEGATIVE_BINOMIAL ->
                random.ints(rows, 0, 30).asDoubleStream().toArray();
        };
        boolean errors = likelihood == Likelihood.NORMAL_WITH_ERROR;
        return new Rows(
                rows,
                response,
                new double[][] {random.ints(rows, 0, 2).asDoubleStream().toArray()},
                new int[][] {random.ints(rows, 0, COUNTIES).sorted().toArray()},
                new int[] {COUNTIES},
                null,
                weighted ? weight : null,
                errors ? random.doubles(rows, 0.2, 1).toArray() : null,
                totals(likelihood, weighted));
    }

    private static Totals totals(Likelihood likelihood, boolean weighted) {
        double squares = likelihood == Likelihood.NORMAL && weighted ? 400 : 0;
        int distinct = likelihood == Likelihood.NEGATIVE_BINOMIAL ? 29 : 0;
        double[] responses = IntStream.rangeClosed(1, distinct).asDoubleStream().toArray();
        double[] weights = IntStream.range(0, distinct).mapToDouble(u -> 30).toArray();
        return new Totals(OBSERVATIONS, squares, 0, responses, weights);
    }

    /** A prior on one scalar; its normalising constant does not matter here. */
    private static Prior prior(int scalar, Shape shape, double scale) {
        return new Prior(new int[] {scalar}, new double[] {1}, shape, 0, scale, 1, 1, 0);
    }
}
