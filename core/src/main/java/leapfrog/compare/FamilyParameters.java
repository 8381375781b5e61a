package leapfrog.compare;

import java.util.List;
import leapfrog.model.Family;
import leapfrog.model.Model;

/** Finds a family's parameters in draws of reported quantities; those that are fixed have their value. */
final class FamilyParameters {
    private final int[] quantity;
    private final double[] fixed;

    FamilyParameters(Model model) {
        Family family = model.options().family();
        List<String> names = family.kind().parameters();
        List<String> quantities = model.quantityNames();
        quantity = names.stream().mapToInt(quantities::indexOf).toArray();
        // Known standard errors in the place of sigma leave a parameter that is neither estimated nor fixed, nor read.
        fixed = names.stream()
                .mapToDouble(name -> family.fixed().getOrDefault(name, Double.NaN))
                .toArray();
    }

    /** The values at one draw, in the order of {@link Family.Kind#parameters()}. */
    double[] at(double[] draw, int at) {
        double[] values = new double[quantity.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = quantity[k] < 0 ? fixed[k] : draw[at + quantity[k]];
        }
        return values;
    }
}
