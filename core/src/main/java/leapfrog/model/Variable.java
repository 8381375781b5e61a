package leapfrog.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Names a reported quantity, or an array of them, as it is stored: {@code sigma}, {@code b_floor}, {@code b_county} by county,
 * {@code sd_county} by effect, {@code cor_county} by pair of effects ({@code Intercept,floor}), {@code coef_county} by county and effect.
 *
 * @param name with brms's prefix
 * @param axes its dimensions beyond chain and draw; empty for a scalar
 * @param offset where its elements start among a model's quantities; they follow in row-major order
 */
public record Variable(String name, List<Axis> axes, int offset) {
    /** Takes unmodifiable copies. */
    public Variable {
        axes = List.copyOf(axes);
    }

    /**
     * A named dimension with its coordinates.
     *
     * @param dimension {@code county}, {@code county_effect}; one name has the same labels in all variables of a model
     */
    public record Axis(String dimension, List<String> labels) {
        /** Takes unmodifiable copies. */
        public Axis {
            labels = List.copyOf(labels);
        }
    }

    /** Number of elements. */
    public int size() {
        int size = 1;
        for (Axis axis : axes) {
            size *= axis.labels().size();
        }
        return size;
    }

    /** The elements' names in order: {@code sigma}, or {@code coef_county[AITKIN,floor]} … . */
    public List<String> quantities() {
        List<String> names = List.of("");
        for (Axis axis : axes) {
            List<String> longer = new ArrayList<>(names.size() * axis.labels().size());
            for (String prefix : names) {
                for (String label : axis.labels()) {
                    longer.add(prefix.isEmpty() ? label : prefix + "," + label);
                }
            }
            names = longer;
        }
        return axes.isEmpty()
                ? List.of(name)
                : names.stream().map(index -> name + "[" + index + "]").toList();
    }
}
