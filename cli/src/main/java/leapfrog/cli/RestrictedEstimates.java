package leapfrog.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import leapfrog.mixed.MixedFit;

/** Names the estimates of a mixed model as the posterior's quantities are named: {@code b_floor}, {@code sd_county[floor]}, {@code sigma}. */
final class RestrictedEstimates {
    private RestrictedEstimates() {}

    /** @param error standard error; NaN where there is none */
    record Estimate(double value, double error) {}

    static Map<String, Estimate> of(MixedFit fit) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        fit.fixed()
                .forEach(effect ->
                        estimates.put("b_" + effect.name(), new Estimate(effect.estimate(), effect.standardError())));
        for (MixedFit.GroupEffect group : fit.groups()) {
            for (int k = 0; k < group.sd().length; k++) {
                String name = group.coefficients().get(k);
                estimates.put("sd_" + group.group() + "[" + name + "]", new Estimate(group.sd()[k], Double.NaN));
                for (int m = 0; group.correlated() && m < k; m++) {
                    estimates.put(
                            "cor_" + group.group() + "[" + group.coefficients().get(m) + "," + name + "]",
                            new Estimate(group.correlation()[k][m], Double.NaN));
                }
            }
        }
        estimates.put("sigma", new Estimate(fit.sigma(), Double.NaN));
        return estimates;
    }
}
