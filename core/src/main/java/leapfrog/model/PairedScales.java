package leapfrog.model;

import leapfrog.model.ModelData.FamilyParameter;

/** Makes τ = 1 / σ² and √τ Λ = [α, 0; γ, δ] of scalars, for one or two effects. */
final class PairedScales {
    private final Marginal data;
    private final FamilyParameter sigma;
    double logSigma;
    double tau;
    double alpha;
    double gamma;
    double delta;
    /** Of two effects ρ, and 1 − ρ². */
    double correlation;

    double rest;

    PairedScales(Marginal data, FamilyParameter sigma) {
        this.data = data;
        this.sigma = sigma;
    }

    void set(ScalarParameters scalars) {
        double value = sigma.scalar() < 0 ? sigma.value() : scalars.value[sigma.scalar()];
        logSigma = sigma.scalar() < 0 ? Math.log(value) : scalars.logarithm[sigma.scalar()];
        double inverse = 1 / value;
        tau = inverse * inverse;
        alpha = data.effects() == 0 ? 0 : scalars.value[data.sd()[0]] * inverse;
        gamma = 0;
        delta = 0;
        if (data.effects() == 2) {
            double second = scalars.value[data.sd()[1]] * inverse;
            int partial = partial();
            correlation = partial < 0 ? 0 : scalars.value[partial];
            rest = partial < 0 ? 1 : Math.exp(scalars.logarithm[partial]);
            gamma = second * correlation;
            delta = second * Math.sqrt(rest);
        }
    }

    /** The scalar that is the correlation, or −1. */
    int partial() {
        return data.blocks().isEmpty() ? -1 : data.blocks().getFirst().firstPartial();
    }
}
