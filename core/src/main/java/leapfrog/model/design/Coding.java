package leapfrog.model.design;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import leapfrog.model.formula.Expression;

/**
 * Says which combinations of the levels of a term's factors have a coefficient: those without a reference level of a factor that is
 * coded by contrasts.
 *
 * @param factors the term's factors
 * @param levels [factors] numbers of levels
 * @param first [factors] first coded level: 0, or 1 behind the reference level
 */
record Coding(List<Expression> factors, int[] levels, int[] first) {

    /** Number of coded combinations, or 2³¹ if that is less. */
    long combinations() {
        long product = 1;
        for (int f = 0; f < levels.length; f++) {
            product = Math.min(1L << 31, product * (levels[f] - first[f]));
        }
        return product;
    }

    /** Whether each combination of levels is coded, the last factor varying fastest. */
    boolean[] coded() {
        int size = 1;
        for (int count : levels) {
            size *= count;
        }
        boolean[] coded = new boolean[size];
        for (int c = 0; c < size; c++) {
            int rest = c;
            coded[c] = true;
            for (int f = levels.length - 1; f >= 0; f--) {
                coded[c] &= rest % levels[f] >= first[f];
                rest /= levels[f];
            }
        }
        return coded;
    }

    /** Visits the coded combinations, factor to level, the first factor varying fastest as R orders columns. */
    void forEach(Consumer<Map<Expression, Integer>> visitor) {
        long combinations = combinations();
        for (long c = 0; c < combinations; c++) {
            Map<Expression, Integer> combination = new LinkedHashMap<>();
            long rest = c;
            for (int f = 0; f < levels.length; f++) {
                int choices = levels[f] - first[f];
                combination.put(factors.get(f), first[f] + (int) (rest % choices));
                rest /= choices;
            }
            visitor.accept(combination);
        }
    }
}
