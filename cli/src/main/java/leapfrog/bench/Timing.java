package leapfrog.bench;

import leapfrog.engine.Problem;
import leapfrog.model.ModelStructure;

/**
 * Holds how long a gradient of one chain takes, alone or with all that a leapfrog needs.
 *
 * @param backend its name, with the device where there may be several
 * @param rows left after reduction, 0 where coefficients are integrated out
 * @param terms of a row's linear predictor, and how many of them have a covariate
 * @param bytes of a row that a gradient reads
 * @param nanos of one chain's gradient or leapfrog, of all chains together
 */
public record Timing(
        String backend, Workload workload, int chains, int rows, int terms, int covariates, int bytes, double nanos) {
    /** @param batch nanoseconds of a gradient or leapfrog of all chains */
    static Timing of(Candidate candidate, Workload workload, Problem problem, int chains, double batch) {
        ModelStructure structure = problem.structure();
        boolean integrated = structure.marginal() != null;
        return new Timing(
                candidate.label(),
                workload,
                chains,
                integrated ? 0 : problem.tasks().getFirst().rows().count(),
                structure.terms().size(),
                covariates(structure),
                bytes(structure),
                batch / chains);
    }

    private static int covariates(ModelStructure structure) {
        return (int) structure.terms().stream().filter(term -> !term.constant()).count();
    }

    /** The response, a weight, and of each term its covariate and its level, unless that is the first factor's, by which rows are sorted. */
    private static int bytes(ModelStructure structure) {
        return Double.BYTES * ((structure.weights() ? 2 : 1) + covariates(structure))
                + Math.max(0, structure.factors() - 1) * Integer.BYTES;
    }

    /** Nanoseconds a row and term; NaN where there are none. */
    public double nanosPerTerm() {
        return rows == 0 ? Double.NaN : nanos / ((double) rows * terms);
    }

    /**
     * The share of arithmetic limits: of fused multiply-adds a row takes two for each covariate, in η and its derivative, and one for its
     * response. NaN where unknown.
     */
    public double arithmetic(Limits limits) {
        return rows > 0 ? rows * (2.0 * covariates + 1) / (nanos * limits.fmaPerNano()) : Double.NaN;
    }

    /** The share of limits of memory bandwidth, all chains reading the rows once together. NaN where unknown. */
    public double memory(Limits limits) {
        return rows > 0 ? (double) rows * bytes / (nanos * chains * limits.bytesPerNano()) : Double.NaN;
    }
}
