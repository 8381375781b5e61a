package leapfrog.sample;

import java.util.List;
import leapfrog.model.Variable;

/**
 * Holds the kept draws of all quantities and chains. Arrays are shared, not copied.
 *
 * @param variables what the quantities are; their elements together are the columns of a draw
 * @param draws kept draws a chain
 * @param values [chains][draws × quantities], one draw after the other
 */
public record Draws(List<Variable> variables, int draws, double[][] values) {
    /** Takes unmodifiable copies. */
    public Draws {
        variables = List.copyOf(variables);
    }

    /** Number of chains. */
    public int chains() {
        return values.length;
    }

    /** Number of quantities in a draw. */
    public int quantities() {
        return variables.stream().mapToInt(Variable::size).sum();
    }

    /** The quantities' names, in column order. */
    public List<String> names() {
        return variables.stream()
                .flatMap(variable -> variable.quantities().stream())
                .toList();
    }

    /** All draws of one quantity: [chains][draws]. */
    public double[][] quantity(int column) {
        int width = quantities();
        double[][] result = new double[chains()][draws];
        for (int chain = 0; chain < result.length; chain++) {
            for (int draw = 0; draw < draws; draw++) {
                result[chain][draw] = values[chain][draw * width + column];
            }
        }
        return result;
    }

    /**
     * The first draw of each chain and every so many from there on.
     *
     * @param thin at least 1; these draws themselves where it is 1
     */
    public Draws thinned(int thin) {
        if (thin == 1) {
            return this;
        }
        int width = quantities();
        int kept = Math.ceilDiv(draws, thin);
        double[][] some = new double[chains()][kept * width];
        for (int chain = 0; chain < some.length; chain++) {
            for (int draw = 0; draw < kept; draw++) {
                System.arraycopy(values[chain], draw * thin * width, some[chain], draw * width, width);
            }
        }
        return new Draws(variables, kept, some);
    }
}
