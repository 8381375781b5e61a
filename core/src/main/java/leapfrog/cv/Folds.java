package leapfrog.cv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.model.InputException;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import leapfrog.random.RandomSequence;

/**
 * Divides rows into folds, as the R package loo does: at random ({@code kfold_split_random}), stratified or grouped by a factor, or one fold a level,
 * which is to leave one group out.
 *
 * @param names of the folds
 * @param ofRow [rows] the fold of each row
 */
public record Folds(List<String> names, int[] ofRow) {
    /** Takes copies. */
    public Folds {
        names = List.copyOf(names);
        ofRow = ofRow.clone();
    }

    /**
     * Folds of rows at random, their sizes equal or one apart.
     *
     * @param k number of folds, from 2 to the number of rows
     * @param seed keys the division
     */
    public static Folds random(int rows, int k, long seed) {
        requireCount(k, rows, "rows");
        return new Folds(numbered(k), dealt(shuffled(rows, seed), rows, k));
    }

    /**
     * Folds that have equal shares of each level, as far as they can: rows are dealt out level by level, at random within a level.
     *
     * @param levels rows of each level; together all of them
     */
    public static Folds stratified(Map<String, int[]> levels, int k, long seed) {
        int rows = levels.values().stream().mapToInt(level -> level.length).sum();
        requireCount(k, rows, "rows");
        List<Integer> order = new ArrayList<>();
        levels.forEach((name, level) -> {
            for (int i : shuffled(level.length, ChainRandom.mix(seed, name))) {
                order.add(level[i]);
            }
        });
        return new Folds(
                numbered(k), dealt(order.stream().mapToInt(Integer::intValue).toArray(), rows, k));
    }

    /**
     * Folds of whole levels at random, as many of them in each or one more.
     *
     * @param levels rows of each level; together all of them
     */
    public static Folds grouped(Map<String, int[]> levels, int k, long seed) {
        requireCount(k, levels.size(), "levels");
        return of(numbered(k), levels, dealt(shuffled(levels.size(), seed), levels.size(), k));
    }

    /**
     * One fold a level: each group is left out in turn.
     *
     * @param levels rows of each level, at least two; together all of them
     */
    public static Folds each(Map<String, int[]> levels) {
        requireCount(2, levels.size(), "levels");
        return of(
                List.copyOf(levels.keySet()),
                levels,
                IntStream.range(0, levels.size()).toArray());
    }

    private static Folds of(List<String> names, Map<String, int[]> levels, int[] ofLevel) {
        int rows = levels.values().stream().mapToInt(level -> level.length).sum();
        int[] ofRow = new int[rows];
        int next = 0;
        for (int[] level : levels.values()) {
            for (int row : level) {
                ofRow[row] = ofLevel[next];
            }
            next++;
        }
        return new Folds(names, ofRow);
    }

    private static void requireCount(int k, int most, String of) {
        if (most < 2) {
            throw new InputException("folds are made of 2 " + of + " or more, and there is " + most);
        }
        if (k < 2 || k > most) {
            throw new InputException("there can be 2 to " + most + " folds of " + most + " " + of + ", not " + k);
        }
    }

    private static List<String> numbered(int k) {
        return IntStream.rangeClosed(1, k).mapToObj(Integer::toString).toList();
    }

    /** Fold 0, 1 … k − 1, 0 … for one thing after the other in this order. */
    private static int[] dealt(int[] order, int things, int k) {
        int[] fold = new int[things];
        for (int i = 0; i < order.length; i++) {
            fold[order[i]] = i % k;
        }
        return fold;
    }

    /** 0 … n − 1 in random order. */
    private static int[] shuffled(int n, long seed) {
        int[] order = IntStream.range(0, n).toArray();
        RandomSequence random = new RandomSequence();
        random.begin(ChainRandom.mix(seed, "folds"), 0, Purpose.RESAMPLE, 0);
        for (int i = n - 1; i > 0; i--) {
            int j = (int) (random.uniform() * (i + 1));
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /** Number of folds. */
    public int count() {
        return names.size();
    }

    /** The rows of a fold, ascending. */
    public int[] rows(int fold) {
        return IntStream.range(0, ofRow.length)
                .filter(row -> ofRow[row] == fold)
                .toArray();
    }

    /** The number of rows in the largest fold. */
    public int largest() {
        return IntStream.range(0, count()).map(fold -> rows(fold).length).max().orElseThrow();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Folds folds && names.equals(folds.names) && Arrays.equals(ofRow, folds.ofRow);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(ofRow);
    }
}
