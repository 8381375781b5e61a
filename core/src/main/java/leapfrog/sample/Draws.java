package leapfrog.sample;

import java.util.List;
import java.util.Locale;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.Variable;

/** Holds the kept draws of all quantities and chains, in memory or where they are stored. Immutable; arrays are shared, not copied. */
public final class Draws {
    /** Share of the heap that stored draws may take when all are read. */
    private static final double SHARE = 0.6;

    private final List<Variable> variables;
    private final int draws;
    private final Source source;

    /** Where the values are. */
    public interface Source {
        /** Number of chains. */
        int chains();

        /** All draws of one quantity, by its column: [chains][draws]. */
        double[][] quantity(int column);

        /** All draws: [chains][draws × quantities], one draw after the other. */
        double[][] values();

        /**
         * Some draws of each chain, one after the other; unless it is overridden, of {@link #values}.
         *
         * @param first the first of them
         * @param into [chains][at least count × quantities]
         */
        default void read(int first, int count, int quantities, double[][] into) {
            double[][] values = values();
            for (int chain = 0; chain < values.length; chain++) {
                System.arraycopy(values[chain], first * quantities, into[chain], 0, count * quantities);
            }
        }

        /** Whether {@link #values} are there already; if not, quantities had better be asked for one at a time. */
        boolean inMemory();
    }

    /**
     * Draws in memory.
     *
     * @param variables what the quantities are; their elements together are the columns of a draw
     * @param draws kept draws a chain
     * @param values [chains][draws × quantities], one draw after the other
     */
    public Draws(List<Variable> variables, int draws, double[][] values) {
        this(variables, draws, new Held(width(variables), draws, values));
    }

    /**
     * Draws that are stored.
     *
     * @param variables what the quantities are; their elements together are the columns of a draw
     * @param draws kept draws a chain
     */
    public Draws(List<Variable> variables, int draws, Source source) {
        this.variables = List.copyOf(variables);
        this.draws = draws;
        this.source = source;
    }

    /**
     * Requires that draws which are stored can all be in memory.
     *
     * @param draws of each chain
     * @throws InputException if they would take more than three fifths of it
     */
    public static void requireMemory(int chains, int draws, int quantities) {
        double needed = 8.0 * chains * draws * quantities;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > SHARE * heap || (long) draws * quantities > Integer.MAX_VALUE - 8) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "all %d x %d draws of %d quantities are needed at once for this, which take %.1f GB of memory; the"
                        + " Java heap has %.1f GB. Ask for a larger heap (LEAPFROG_JAVA_OPTS=-Xmx…), or for a fit with"
                        + " fewer --chains or --draws",
                    chains,
                    draws,
                    quantities,
                    needed * 1e-9,
                    heap * 1e-9));
        }
    }

    private record Held(int width, int draws, double[][] values) implements Source {
        @Override
        public int chains() {
            return values.length;
        }

        @Override
        public double[][] quantity(int column) {
            double[][] result = new double[chains()][draws];
            for (int chain = 0; chain < result.length; chain++) {
                for (int draw = 0; draw < draws; draw++) {
                    result[chain][draw] = values[chain][draw * width + column];
                }
            }
            return result;
        }

        @Override
        public boolean inMemory() {
            return true;
        }
    }

    private static int width(List<Variable> variables) {
        return variables.stream().mapToInt(Variable::size).sum();
    }

    /** What the quantities are; their elements together are the columns of a draw. */
    public List<Variable> variables() {
        return variables;
    }

    /**
     * Requires all quantities of a model.
     *
     * @param what needs them
     * @throws leapfrog.model.InputException if some were not kept
     */
    public void requireAll(Model model, String what) {
        if (variables.equals(model.variables())) {
            return;
        }
        List<String> missing = Selection.missing(model.variables(), variables);
        throw new InputException(what + " needs all quantities of the model, and this fit has not kept "
                + String.join(", ", missing) + "; fit again without --keep, or keep these too");
    }

    /** Kept draws a chain. */
    public int draws() {
        return draws;
    }

    /**
     * All draws: [chains][draws × quantities], one draw after the other; they are read if they are stored.
     *
     * @throws leapfrog.model.InputException if they are stored and do not fit into memory
     */
    public double[][] values() {
        return source.values();
    }

    /** Whether all draws are in memory. */
    public boolean inMemory() {
        return source.inMemory();
    }

    /** Number of chains. */
    public int chains() {
        return source.chains();
    }

    /** Number of quantities in a draw. */
    public int quantities() {
        return width(variables);
    }

    /** The quantities' names, in column order. */
    public List<String> names() {
        return variables.stream()
                .flatMap(variable -> variable.quantities().stream())
                .toList();
    }

    /** All draws of one quantity: [chains][draws]. */
    public double[][] quantity(int column) {
        return source.quantity(column);
    }

    /**
     * Reads some draws of each chain, without the others where they are stored in blocks.
     *
     * @param first the first of them
     * @param into [chains][at least count × quantities], is filled from its start on, one draw after the other
     */
    public void read(int first, int count, double[][] into) {
        source.read(first, count, quantities(), into);
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
        double[][] values = values();
        double[][] some = new double[chains()][kept * width];
        for (int chain = 0; chain < some.length; chain++) {
            for (int draw = 0; draw < kept; draw++) {
                System.arraycopy(values[chain], draw * thin * width, some[chain], draw * width, width);
            }
        }
        return new Draws(variables, kept, some);
    }
}
