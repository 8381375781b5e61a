package leapfrog.model.sums;

import java.util.function.IntUnaryOperator;

/**
 * Gathers items by group, by counting; those of a group stay in their order.
 *
 * @param members [items] group after group
 * @param start [groups + 1] where each group's members start
 */
public record Grouping(int[] members, int[] start) {
    /**
     * Gathers items.
     *
     * @param group of an item, 0 … groups − 1
     */
    public static Grouping of(int[] items, int groups, IntUnaryOperator group) {
        int[] start = new int[groups + 1];
        for (int item : items) {
            start[group.applyAsInt(item) + 1]++;
        }
        for (int g = 0; g < groups; g++) {
            start[g + 1] += start[g];
        }
        int[] next = start.clone();
        int[] members = new int[items.length];
        for (int item : items) {
            members[next[group.applyAsInt(item)]++] = item;
        }
        return new Grouping(members, start);
    }
}
