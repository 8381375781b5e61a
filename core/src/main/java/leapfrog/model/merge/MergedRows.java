package leapfrog.model.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.Family;

/**
 * Sums the rows of designs that share their coding into {@link LevelSums}, which can be merged, and makes of these a design whose model has the
 * posterior that a model of all rows has, to rounding, default priors included.
 *
 * <p>Where no combination of levels has so many combinations of covariates that it is decomposed, that design is, bit by bit and but for the order
 * of its rows, the one that {@link DesignCells#collapse} makes of all rows in one place.
 */
public final class MergedRows {
    static final Comparator<Row> ORDER = Comparator.comparing(Row::covariates, Arrays::compare)
            .thenComparing(Row::response)
            .thenComparing(Row::count);

    private final Family family;
    private final Map<LevelKey, LevelSums> sums = new HashMap<>();

    /**
     * Stands for some rows.
     *
     * @param squares Σ (y − response)² over them
     */
    record Row(double[] covariates, double response, double count, double squares) {}

    /** Of no rows yet, of such a response. */
    public MergedRows(Family family) {
        this.family = family;
    }

    /**
     * Adds rows.
     *
     * @param from the first of the design's that is added
     */
    public void add(Design design, int from) {
        DesignColumns rows = DesignColumns.of(design)
                .only(IntStream.range(from, design.rows()).toArray());
        boolean means = DesignCells.meansSuffice(design, family);
        double[] response = Arrays.copyOfRange(design.response(), from, design.rows());
        DesignCells cells = new DesignCells(DesignCells.keys(rows, response, means), response);
        DesignColumns ofCells = rows.only(cells.first());
        int covariates = ofCells.covariates().length;
        cells.forEach((cell, sum) -> {
            int[] levels = IntStream.range(0, ofCells.levels().length)
                    .map(f -> ofCells.levels()[f][cell])
                    .toArray();
            double[] values = at(ofCells.covariates(), cell);
            if (!means) {
                values = Arrays.copyOf(values, covariates + 1);
                values[covariates] = sum.mean();
            }
            sums.computeIfAbsent(
                            new LevelKey(levels, at(ofCells.numbers(), cell)), _ -> new LevelSums(covariates, means))
                    .add(values, sum);
        });
    }

    /** What the rows so far come to. */
    public Map<LevelKey, LevelSums> sums() {
        return sums;
    }

    private static double[] at(double[][] columns, int row) {
        double[] values = new double[columns.length];
        Arrays.setAll(values, k -> columns[k][row]);
        return values;
    }

    /**
     * The design of all rows that were summed.
     *
     * @param coding a design with the same coding, of any rows
     */
    public static Design design(Design coding, Map<LevelKey, LevelSums> sums) {
        List<LevelKey> keys = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        sums.keySet().stream().sorted(LevelKey.ORDER).forEach(key -> {
            List<Row> ofKey = Objects.requireNonNull(sums.get(key)).rows();
            rows.addAll(ofKey);
            ofKey.forEach(_ -> keys.add(key));
        });
        DesignColumns like = DesignColumns.of(coding);
        int[][] levels = new int[like.levels().length][];
        Arrays.setAll(
                levels, f -> keys.stream().mapToInt(key -> key.levels()[f]).toArray());
        DesignColumns columns = new DesignColumns(
                levels,
                columns(like.covariates().length, k -> rows.stream().mapToDouble(row -> row.covariates()[k])),
                columns(like.numbers().length, k -> keys.stream().mapToDouble(key -> key.numbers()[k])));
        return columns.in(
                coding,
                rows.stream().mapToDouble(Row::response).toArray(),
                new Design.Repeats(
                        rows.stream().mapToDouble(Row::count).toArray(),
                        rows.stream().mapToDouble(Row::squares).toArray()));
    }

    private static double[][] columns(int count, IntFunction<DoubleStream> column) {
        return IntStream.range(0, count)
                .mapToObj(k -> column.apply(k).toArray())
                .toArray(double[][]::new);
    }
}
