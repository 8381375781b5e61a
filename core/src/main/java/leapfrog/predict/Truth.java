package leapfrog.predict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.Variable;
import leapfrog.model.text.NearestName;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the quantities that simulated data are made of: what the user says; else an intercept of 1, coefficients of 0.5 (those of a
 * factor's levels drawn from Normal(0, 0.5)), standard deviations of 0.5, no correlation, sigma 1, nu 5 and shape 2. The groups' own
 * coefficients are drawn from their population.
 *
 * <p>They are what the model reports at the position of these values, so that they are consistent.
 */
final class Truth {
    private final Model model;
    private final Map<String, Double> said;
    private final long seed;
    private final Map<String, Integer> coordinate = new HashMap<>();

    /** @param model noncentered, with default priors, whose coefficients have no bounds */
    Truth(Model model, Map<String, Double> said, long seed) {
        this.model = model;
        this.said = said;
        this.seed = seed;
        model.coordinates().forEach(name -> coordinate.put(name, coordinate.size()));
    }

    /** [quantities] */
    double[] quantities() {
        requireKnown();
        double[] position = new double[model.dimension()];
        for (Variable variable : model.variables()) {
            List<String> names = variable.quantities();
            for (String name : names) {
                place(variable, name, position);
            }
            if (variable.name().startsWith("sd_")) {
                correlate(variable, position);
            }
        }
        coordinate.forEach((name, at) -> {
            if (name.startsWith("z_")) {
                position[at] = normal(name);
            }
        });
        double[] quantities = new double[model.quantities()];
        model.report(position, 0, quantities, 0);
        return quantities;
    }

    private void place(Variable variable, String name, double[] position) {
        Integer own = coordinate.get(name);
        Integer logarithm = coordinate.get("log_" + name);
        if (own != null) {
            position[own] = value(variable, name);
        } else if (logarithm != null) {
            double value = value(variable, name);
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new InputException("--value " + name + "=" + value + ": it must not be negative");
            }
            position[logarithm] = Math.log(value);
        }
    }

    private double value(Variable variable, String name) {
        Double given = said.get(name);
        if (given == null) {
            given = said.get(variable.name());
        }
        return given != null ? given : standard(variable, name);
    }

    private double standard(Variable variable, String name) {
        return switch (variable.name()) {
            case "b_Intercept", "sigma" -> 1;
            case "nu" -> 5;
            case "shape" -> 2;
            default -> variable.name().startsWith("b_") && !variable.axes().isEmpty() ? 0.5 * normal(name) : 0.5;
        };
    }

    private double normal(String name) {
        return new ChainRandom(ChainRandom.mix(seed, name), 0).normal(Purpose.INIT, 0, 0);
    }

    /** Places the canonical partial correlations of a group: p_ij = L_ij / √(Π_{m<j} (1 − p_im²)) for R = L Lᵀ. */
    private void correlate(Variable sds, double[] position) {
        String group = sds.name().substring("sd_".length());
        List<String> effects = sds.axes().getFirst().labels();
        double[][] factor = new double[effects.size()][effects.size()];
        for (int i = 0; i < factor.length; i++) {
            double rest = 1;
            for (int j = 0; j < i; j++) {
                String pair = "[" + effects.get(j) + "," + effects.get(i) + "]";
                double sum = said.getOrDefault("cor_" + group + pair, said.getOrDefault("cor_" + group, 0.0));
                Integer at = coordinate.get("cpc_" + group + "[" + effects.get(i) + "," + effects.get(j) + "]");
                for (int m = 0; m < j; m++) {
                    sum -= factor[i][m] * factor[j][m];
                }
                factor[i][j] = at == null ? 0 : sum / factor[j][j];
                double partial = factor[i][j] / Math.sqrt(rest);
                if (!(Math.abs(partial) < 1)) {
                    throw new InputException("--value cor_" + group + pair
                            + ": with these correlations there is no positive definite correlation matrix");
                }
                if (at != null) {
                    position[at] = 0.5 * (Math.log1p(partial) - Math.log1p(-partial));
                }
                rest -= factor[i][j] * factor[i][j];
            }
            factor[i][i] = Math.sqrt(rest);
        }
    }

    private void requireKnown() {
        List<String> names = new ArrayList<>();
        for (Variable variable : model.variables()) {
            if (!variable.name().startsWith("coef_")) {
                names.add(variable.name());
                if (!variable.axes().isEmpty()) {
                    names.addAll(variable.quantities());
                }
            }
        }
        for (String name : said.keySet()) {
            if (!names.contains(name)) {
                @Nullable String nearest = NearestName.among(name, names);
                throw new InputException("--value " + name + ": the model has no such value"
                        + (nearest == null ? "" : " (did you mean " + nearest + "?)") + "; it has "
                        + String.join(", ", names.subList(0, Math.min(names.size(), 30)))
                        + (names.size() > 30 ? ", …" : ""));
            }
        }
    }
}
