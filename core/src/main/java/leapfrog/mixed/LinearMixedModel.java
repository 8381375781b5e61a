package leapfrog.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.LostTerms;
import org.ejml.data.DMatrixRMaj;

/**
 * Fits Gaussian linear mixed models by the profiled deviance over the relative covariance factor, as lme4 does (Bates, Mächler,
 * Bolker, Walker 2015, doi:10.18637/jss.v067.i01).
 *
 * <p>Differs from lme4 in the optimiser, which needs no bounds, and in how the linear algebra is laid out: the grouping with the most
 * effects is eliminated level by level, what crosses it is dense.
 */
public final class LinearMixedModel {
    /** A diagonal entry of the relative covariance factor below this is a boundary, as in lme4. */
    private static final double BOUNDARY = 1e-4;

    /** A relative standard deviation above this means that sigma goes to 0. */
    private static final double UNBOUNDED = 1e6;

    private final Criterion criterion;
    private final RandomEffects random;
    private final FixedEffects fixed;
    private final List<String> notes;
    private final ProfiledDeviance deviance;

    private LinearMixedModel(Design design, Criterion criterion) {
        this.criterion = criterion;
        random = RandomEffects.of(design);
        fixed = FixedEffects.of(design);
        notes = Stream.concat(LostTerms.of(design).stream(), fixed.dropped().stream())
                .toList();
        deviance = new ProfiledDeviance(random, fixed, CrossProducts.of(random, fixed), criterion);
    }

    /**
     * Fits a model. Of fixed effects that are linear combinations of earlier ones there is no estimate, as in lme4; the notes name them.
     *
     * @throws InputException if the design has no group effects, too few rows for its effects, or a response that it fits exactly; if no
     *     optimum is found
     */
    public static MixedFit fit(Design design, Criterion criterion) {
        check(design);
        return new LinearMixedModel(design, criterion).fit();
    }

    private static void check(Design design) {
        int n = design.response().length;
        if (design.additions().any()) {
            throw new InputException("a mixed model takes the response alone, without se( ) or weights( ): "
                    + design.responseName() + " ~ …");
        }
        if (design.groups().isEmpty()) {
            throw new InputException("a mixed model needs a group effect, for example (1 | school)");
        }
        for (Design.GroupTerm term : design.groups()) {
            Design.Factor factor = design.factors().get(term.factor());
            int levels = factor.levels().size();
            long effects = (long) levels * term.coefficients().size();
            if (levels < 2) {
                throw new InputException("grouping " + factor.name() + " has one level; a variance needs at least 2");
            }
            if (effects >= n) {
                throw new InputException("(… | " + factor.name() + ") has " + effects + " effects for " + n
                        + " rows; they cannot be told from the residual");
            }
        }
        if (n <= design.population().size()) {
            throw new InputException(n + " rows are too few for the fixed effects");
        }
    }

    private MixedFit fit() {
        if (fixed.residual().length <= fixed.size()) {
            throw new InputException(
                    fixed.residual().length + " rows are too few for " + fixed.size() + " fixed effects");
        }
        double[] start = random.identity();
        QuasiNewton.Minimum minimum = new QuasiNewton(deviance::at).from(start);
        if (!minimum.converged() || Arrays.stream(minimum.point()).anyMatch(x -> Math.abs(x) > UNBOUNDED)) {
            throw new InputException(
                    "the " + criterion + " criterion has no minimum that could be found: the group effects fit the"
                            + " response exactly, or the rows say too little about them; leave one out of"
                            + " the formula");
        }
        return describe(snapped(random.nonNegative(minimum.point())));
    }

    /** Puts diagonal entries that are 0 but for rounding to 0. */
    private double[] snapped(double[] theta) {
        double[] result = theta.clone();
        for (int k : random.diagonal()) {
            if (result[k] < BOUNDARY) {
                double kept = result[k];
                double before = deviance.at(result);
                result[k] = 0;
                if (!(deviance.at(result) <= before + 1e-9)) {
                    result[k] = kept;
                }
            }
        }
        return result;
    }

    private MixedFit describe(double[] theta) {
        double value = deviance.at(theta);
        ProfiledDeviance.Solution solution = deviance.solve(theta);
        int last = solution.lower().numCols - 1;
        double sigma = solution.lower().get(last, last) / Math.sqrt(deviance.degrees());
        List<MixedFit.GroupEffect> groups = new ArrayList<>();
        for (RandomEffects.Block block : random.blocks()) {
            groups.add(group(block, theta, sigma, solution));
        }
        boolean singular = Arrays.stream(random.diagonal()).anyMatch(k -> theta[k] < BOUNDARY);
        return new MixedFit(
                criterion,
                value,
                sigma,
                fixedEffects(solution, sigma),
                groups,
                fixed.residual().length,
                fixed.size() + random.parameters() + 1,
                singular,
                notes);
    }

    /** β = R⁻¹ (γ + Qᵀ y), with covariance σ² U⁻¹ U⁻ᵀ, U = L_XXᵀ R. */
    private List<MixedFit.FixedEffect> fixedEffects(ProfiledDeviance.Solution solution, double sigma) {
        int p = fixed.size();
        double[][] r = fixed.triangle();
        int at = solution.lower().numCols - 1 - p;
        double[] estimate = new double[p];
        for (int k = p - 1; k >= 0; k--) {
            double sum = solution.gamma()[k] + fixed.projection()[k];
            for (int c = k + 1; c < p; c++) {
                sum -= r[k][c] * estimate[c];
            }
            estimate[k] = sum / r[k][k];
        }
        double[][] inverse = inverse(product(solution.lower(), at, r));
        List<MixedFit.FixedEffect> effects = new ArrayList<>();
        for (int k = 0; k < p; k++) {
            double squares = 0;
            for (double x : inverse[k]) {
                squares += x * x;
            }
            effects.add(new MixedFit.FixedEffect(fixed.names().get(k), estimate[k], sigma * Math.sqrt(squares)));
        }
        return effects;
    }

    /** L_XXᵀ R, upper triangular. */
    private static double[][] product(DMatrixRMaj lower, int at, double[][] r) {
        int p = r.length;
        double[][] product = new double[p][p];
        for (int a = 0; a < p; a++) {
            for (int b = a; b < p; b++) {
                for (int k = a; k <= b; k++) {
                    product[a][b] += lower.get(at + k, at + a) * r[k][b];
                }
            }
        }
        return product;
    }

    /** The inverse of an upper triangular matrix. */
    private static double[][] inverse(double[][] upper) {
        int p = upper.length;
        double[][] inverse = new double[p][p];
        for (int c = 0; c < p; c++) {
            inverse[c][c] = 1 / upper[c][c];
            for (int a = c - 1; a >= 0; a--) {
                double sum = 0;
                for (int k = a + 1; k <= c; k++) {
                    sum -= upper[a][k] * inverse[k][c];
                }
                inverse[a][c] = sum / upper[a][a];
            }
        }
        return inverse;
    }

    private MixedFit.GroupEffect group(
            RandomEffects.Block block, double[] theta, double sigma, ProfiledDeviance.Solution solution) {
        RandomEffects.Grouping grouping = random.groupings().get(block.grouping());
        double[][] root = root(block, random.factor(block.grouping(), theta));
        int size = block.size();
        double[] sd = new double[size];
        double[][] correlation = new double[size][size];
        for (int a = 0; a < size; a++) {
            sd[a] = sigma * Math.sqrt(dot(root[a], root[a]));
            correlation[a][a] = 1;
            for (int b = 0; block.term().correlated() && b < a; b++) {
                double of = dot(root[a], root[b]) / Math.sqrt(dot(root[a], root[a]) * dot(root[b], root[b]));
                correlation[a][b] = Math.clamp(of, -1.0, 1.0);
                correlation[b][a] = correlation[a][b];
            }
        }
        double[][] modes = new double[grouping.levels()][];
        double[] all = solution.modes()[block.grouping()];
        for (int j = 0; j < modes.length; j++) {
            modes[j] = random.raw(block, Arrays.copyOfRange(all, j * grouping.size(), (j + 1) * grouping.size()));
        }
        return new MixedFit.GroupEffect(
                grouping.factor().name(),
                grouping.factor().levels(),
                block.term().coefficients().stream()
                        .map(Design.GroupCoefficient::name)
                        .toList(),
                block.term().correlated(),
                sd,
                correlation,
                modes);
    }

    /** A matrix A with A Aᵀ the relative covariance of the block's coefficients, [size][k]. */
    private double[][] root(RandomEffects.Block block, double[][] factor) {
        double[][] root = new double[block.size()][factor.length];
        for (int column = 0; column < factor.length; column++) {
            int c = column;
            double[] raw = random.raw(
                    block, Arrays.stream(factor).mapToDouble(row -> row[c]).toArray());
            for (int k = 0; k < raw.length; k++) {
                root[k][column] = raw[k];
            }
        }
        return root;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
