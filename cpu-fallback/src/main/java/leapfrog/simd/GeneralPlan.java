package leapfrog.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.Likelihood;
import leapfrog.model.Marginal;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.InBlock;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelStructure;
import leapfrog.model.Transform;

/**
 * Holds a task of any shape for {@link GeneralStage}.
 *
 * @param coefficients of all terms; none where the rows make them
 * @param constant every term of the log density that does not depend on the position
 * @param transforms of the scalars
 * @param priors on them
 * @param direct terms whose coefficients are scalars
 * @param pooled terms of independent effects
 * @param correlated blocks of terms, but one that the rows take
 * @param matrixEntries of all blocks
 * @param parameters of the family
 * @param rising what the negative binomial distribution has once for all rows
 */
record GeneralPlan(
        Likelihood likelihood,
        int coefficients,
        double constant,
        Transform[] transforms,
        Prior[] priors,
        DirectTerm[] direct,
        PooledTerm[] pooled,
        CorrelatedBlock[] correlated,
        int matrixEntries,
        FamilyParameter[] parameters,
        Totals totals,
        RisingFactorials rising,
        RowPlan rows)
        implements Plan {
    static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /**
     * A term whose coefficients are scalars.
     *
     * @param first its first coefficient
     */
    record DirectTerm(int first, Direct source) {}

    /**
     * A term of independent effects.
     *
     * @param first its first coefficient
     * @param centered how many of its levels are centered
     */
    record PooledTerm(int first, Pooled source, int centered) {}

    /** @param stripe rows of a stripe, or 0 for all rows together */
    static GeneralPlan of(ModelStructure structure, ModelData data, int stripe) {
        List<DirectTerm> direct = new ArrayList<>();
        List<PooledTerm> pooled = new ArrayList<>();
        List<CorrelatedBlock> correlated = new ArrayList<>();
        double constant = data.rows().totals().constant();
        int entries = 0;
        for (Term term : data.terms()) {
            int first = term.firstCoefficient();
            switch (term.source()) {
                case Direct source -> direct.add(new DirectTerm(first, source));
                case Pooled source -> pooled.add(new PooledTerm(first, source, count(source.centered())));
                case InBlock(int block, int k) -> {
                    if (k == 0) {
                        ModelData.Correlated source = data.correlated().get(block);
                        correlated.add(CorrelatedBlock.of(source, first, entries));
                        entries += source.size() * source.size();
                    }
                }
            }
            constant -= term.source() instanceof Direct ? 0 : term.levels() * HALF_LOG_TWO_PI;
        }
        for (Prior prior : data.priors()) {
            constant += prior.logConstant();
        }
        if (data.marginal() != null) {
            return marginal(structure, data, data.marginal(), constant);
        }
        boolean pair = stripe == 0 && PairPlan.fits(structure, data);
        RowPlan rows = pair ? PairPlan.of(data, correlated.removeFirst()) : rows(structure, data, stripe);
        constant -= switch (structure.likelihood()) {
            case NORMAL -> data.rows().totals().observations() * HALF_LOG_TWO_PI;
            case NORMAL_WITH_ERROR -> totalWeight(data.rows()) * HALF_LOG_TWO_PI;
            case STUDENT_T -> data.rows().totals().observations() * 0.5 * Math.log(Math.PI);
            case BINOMIAL, POISSON, NEGATIVE_BINOMIAL -> 0;
        };
        return new GeneralPlan(
                structure.likelihood(),
                pair ? 0 : data.coefficients(),
                constant,
                data.scalars().toArray(Transform[]::new),
                data.priors().toArray(Prior[]::new),
                direct.toArray(DirectTerm[]::new),
                pooled.toArray(PooledTerm[]::new),
                correlated.toArray(CorrelatedBlock[]::new),
                entries,
                data.parameters().toArray(FamilyParameter[]::new),
                data.rows().totals(),
                RisingFactorials.of(data.rows().totals()),
                rows);
    }

    private static RowPlan rows(ModelStructure structure, ModelData data, int stripe) {
        if (stripe > 0) {
            return StripedPlan.of(structure, data, stripe);
        }
        boolean crossed = data.terms().stream().anyMatch(term -> term.factor() > 0);
        int[] places = Columns.places(data);
        return structure.likelihood() == Likelihood.NORMAL && !crossed
                ? NormalPlan.of(data, places)
                : TilePlan.of(structure.likelihood(), data, places);
    }

    /** Of scalars alone. */
    private static GeneralPlan marginal(ModelStructure structure, ModelData data, Marginal marginal, double constant) {
        return new GeneralPlan(
                structure.likelihood(),
                0,
                constant + marginal.constant(),
                data.scalars().toArray(Transform[]::new),
                data.priors().toArray(Prior[]::new),
                new DirectTerm[0],
                new PooledTerm[0],
                new CorrelatedBlock[0],
                0,
                data.parameters().toArray(FamilyParameter[]::new),
                data.rows().totals(),
                RisingFactorials.of(data.rows().totals()),
                MarginalPlan.fits(marginal) ? MarginalPlan.of(data, marginal) : EliminationPlan.of(data, marginal));
    }

    private static double totalWeight(ModelData.Rows rows) {
        return rows.weight() == null
                ? rows.count()
                : Arrays.stream(rows.weight()).sum();
    }

    private static int count(boolean[] centered) {
        int count = 0;
        for (boolean c : centered) {
            count += c ? 1 : 0;
        }
        return count;
    }
}
