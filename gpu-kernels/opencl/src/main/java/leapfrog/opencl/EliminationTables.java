package leapfrog.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.LevelColumns;
import leapfrog.model.Marginal;

/**
 * Lays out what rows come to where effects of several factors, or more than two a level, are integrated out of them; {@code elimination.cl}
 * documents the places.
 */
final class EliminationTables {
    /** Levels whose sums are added up by one work-item. */
    private static final int PIECE_LEVELS = 8;

    private static final int NONE = -1;

    private final Marginal marginal;
    private final int effects;
    private final int width;
    /** [J] the columns of each level, the response being the last. */
    private final int[][] met;
    /** [J + 1] where those of each level start. */
    private final int[] starts;

    EliminationTables(Marginal marginal) {
        this.marginal = marginal;
        effects = marginal.effects();
        width = marginal.width();
        LevelColumns columns = LevelColumns.of(marginal);
        met = new int[marginal.levels()][];
        starts = new int[marginal.levels() + 1];
        for (int j = 0; j < met.length; j++) {
            int[] of = columns.of(j);
            met[j] = Arrays.copyOf(of, of.length + 1);
            met[j][of.length] = width;
            starts[j + 1] = Math.addExact(starts[j], met[j].length);
        }
    }

    /** Pieces of levels. */
    int pieces() {
        return Math.ceilDiv(marginal.levels(), PIECE_LEVELS);
    }

    /** Columns, the response's being one. */
    int columns() {
        return 1 + width;
    }

    /**
     * Writes all lists and numbers.
     *
     * @return where the fields stand in the tables
     */
    int write(IntTable tables, DoubleTable numbers, SumPlaces sums) {
        int common = (marginal.columns() + 1) * (marginal.columns() + 2) / 2;
        int scales = 1 + squares();
        int[][] meetings = meetings();
        int[] fields = {
            width,
            pieces(),
            PIECE_LEVELS,
            effectsOfAll(),
            effectTable(tables),
            tables.add(scales()),
            tables.add(starts),
            tables.add(flat(met)),
            tables.add(starts(meetings)),
            tables.add(flat(meetings)),
            numbers.add(bordered(width, marginal.responseSquares(), marginal.columnResponse(), marginal.columnGram())),
            numbers.add(bordered(
                    marginal.columns(), marginal.priorSquares(), marginal.priorMoment(), marginal.priorPrecision())),
            numbers.add(marginal.effectGram()),
            numbers.add(products()),
            sums.reserve(scales),
            sums.reserve(scales),
            sums.reserve(scales),
            sums.reserve(scales),
            sums.reserve((long) marginal.levels() * effects * effects),
            sums.reserve((long) starts[marginal.levels()] * effects),
            sums.reserve(pieces()),
            sums.reserve((long) pieces() * common),
            sums.reserve((long) pieces() * (effects * (effects + 1) / 2)),
            sums.reserve((1L + width) * (1 + width)),
            sums.reserve((1L + width) * width),
            sums.reserve((1L + width) * marginal.given().length),
            tables.add(marginal.given()),
            numbers.add(Arrays.copyOfRange(marginal.shift(), marginal.integrated(), marginal.columns()))
        };
        return tables.add(fields);
    }

    double[] totals() {
        return new double[] {marginal.observations(), marginal.constant()};
    }

    private int effectsOfAll() {
        return effects
                + marginal.further().stream()
                        .mapToInt(Marginal.Further::effects)
                        .sum();
    }

    /** Entries of all Λ. */
    private int squares() {
        return effects * effects
                + marginal.further().stream()
                        .mapToInt(factor -> factor.effects() * factor.effects())
                        .sum();
    }

    private int effectTable(IntTable tables) {
        List<int[]> table = new ArrayList<>();
        int line = 1;
        addEffects(table, marginal.sd(), marginal.blocks(), marginal.levels(), NONE, line, tables);
        line += effects * effects;
        for (Marginal.Further factor : marginal.further()) {
            addEffects(table, factor.sd(), factor.blocks(), factor.levels(), factor.first(), line, tables);
            line += factor.effects() * factor.effects();
        }
        return tables.add(flat(table.toArray(int[][]::new)));
    }

    /** Adds the fields of a factor's effects, whose Λ has its first row in a line. */
    private static void addEffects(
            List<int[]> table,
            int[] sd,
            List<Marginal.Block> blocks,
            int levels,
            int column,
            int line,
            IntTable tables) {
        int[][] partials = partials(sd.length, blocks);
        for (int k = 0; k < sd.length; k++) {
            table.add(new int[] {sd[k], k, sd.length, line + k * sd.length, tables.add(partials[k]), levels, column});
        }
    }

    /** Of each effect the scalars that are its partial correlations with those before it. */
    private static int[][] partials(int effects, List<Marginal.Block> blocks) {
        int[][] partials = new int[effects][];
        Arrays.setAll(partials, k -> {
            int[] none = new int[k];
            Arrays.fill(none, NONE);
            return none;
        });
        for (Marginal.Block block : blocks) {
            int partial = block.firstPartial();
            for (int i = 0; i < block.size(); i++) {
                for (int j = 0; j < i; j++) {
                    partials[block.first() + i][block.first() + j] = partial++;
                }
            }
        }
        return partials;
    }

    /** Of each column where the entries of Λ that it is multiplied with start, how far apart they are, and how many. */
    private int[] scales() {
        int[][] scales = new int[columns()][];
        Arrays.fill(scales, new int[] {0, 0, 1}); // the number 1
        int line = 1 + effects * effects;
        for (Marginal.Further factor : marginal.further()) {
            int size = factor.effects();
            for (int m = factor.first(); m < factor.end(); m++) {
                int k = (m - factor.first()) % size;
                scales[m] = new int[] {line + k * size + k, size, size - k};
            }
            line += size * size;
        }
        return flat(scales);
    }

    /** Of each column of a further factor the levels that have it, each with the column's place there. */
    private int[][] meetings() {
        List<IntStream.Builder> meetings = new ArrayList<>();
        for (int m = 0; m < columns(); m++) {
            meetings.add(IntStream.builder());
        }
        for (int j = 0; j < met.length; j++) {
            for (int m = marginal.columns(); m < met[j].length - 1; m++) {
                meetings.get(met[j][m]).add(j).add(m);
            }
        }
        return meetings.stream().map(of -> of.build().toArray()).toArray(int[][]::new);
    }

    /** Where the pairs of each list start. */
    private static int[] starts(int[][] pairs) {
        int[] starts = new int[pairs.length + 1];
        for (int m = 0; m < pairs.length; m++) {
            starts[m + 1] = starts[m] + pairs[m].length / 2;
        }
        return starts;
    }

    private double[] products() {
        double[] products = new double[Math.multiplyExact(starts[marginal.levels()], effects)];
        for (int j = 0; j < met.length; j++) {
            int count = met[j].length;
            for (int k = 0; k < effects; k++) {
                int row = j * effects + k;
                int to = starts[j] * effects + k * count;
                for (int m = 0; m < count - 1; m++) {
                    products[to + m] = marginal.effectColumn()[row * width + met[j][m]];
                }
                products[to + count - 1] = marginal.effectResponse()[row];
            }
        }
        return products;
    }

    /** [matrix, side; side', corner]. */
    private static double[] bordered(int size, double corner, double[] side, double[] matrix) {
        int line = 1 + size;
        double[] all = new double[line * line];
        for (int m = 0; m < size; m++) {
            System.arraycopy(matrix, m * size, all, m * line, size);
            all[m * line + size] = side[m];
            all[size * line + m] = side[m];
        }
        all[size * line + size] = corner;
        return all;
    }

    private static int[] flat(int[][] lists) {
        return Arrays.stream(lists).flatMapToInt(Arrays::stream).toArray();
    }
}
