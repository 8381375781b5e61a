package leapfrog.data;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import leapfrog.data.ZarrReader.Described;
import leapfrog.data.ZarrReader.Stored;
import leapfrog.model.Variable;
import leapfrog.model.Variable.Axis;
import leapfrog.sample.Draws;

/** Writes and reads the group {@code posterior}: one array (chain, draw, axes …) a variable, one array of labels a dimension. */
final class PosteriorGroup {
    static final String NAME = "posterior";

    private PosteriorGroup() {}

    /**
     * What arrays and dimensions are called in the store.
     *
     * @param variables array by array
     * @param dimensions the stored name of each dimension
     * @param labels its labels
     */
    record Names(List<String> variables, Map<String, String> dimensions, Map<String, List<String>> labels) {
        static Names of(List<Variable> variables) {
            StorageNames names = new StorageNames();
            names.claim("chain");
            names.claim("draw");
            List<String> stored = variables.stream()
                    .map(variable -> names.claim(variable.name()))
                    .toList();
            Map<String, String> dimensions = new LinkedHashMap<>();
            Map<String, List<String>> labels = new LinkedHashMap<>();
            for (Variable variable : variables) {
                for (Axis axis : variable.axes()) {
                    dimensions.computeIfAbsent(axis.dimension(), names::claim);
                    List<String> known = labels.putIfAbsent(axis.dimension(), axis.labels());
                    if (known != null && !known.equals(axis.labels())) {
                        throw new IllegalArgumentException(
                                "dimension '" + axis.dimension() + "' has two lists of labels");
                    }
                }
            }
            return new Names(stored, dimensions, labels);
        }

        /** The dimensions of a variable's array, by their stored names. */
        List<String> of(Variable variable) {
            List<String> named = new ArrayList<>(List.of("chain", "draw"));
            variable.axes().forEach(axis -> named.add(dimensions.getOrDefault(axis.dimension(), axis.dimension())));
            return named;
        }
    }

    /** Writes the arrays of a group that is already there. */
    static void write(ZarrWriter zarr, String group, Draws draws) throws IOException {
        Names names = Names.of(draws.variables());
        writeCoordinates(zarr, group, names, draws.chains(), draws.draws());
        for (int i = 0; i < names.variables().size(); i++) {
            Variable variable = draws.variables().get(i);
            zarr.array(
                    group,
                    names.variables().get(i),
                    described(array(draws, variable, names.of(variable)), variable, i));
        }
    }

    static void writeCoordinates(ZarrWriter zarr, String group, Names names, int chains, int draws) throws IOException {
        writeIndex(zarr, group, "chain", chains);
        writeIndex(zarr, group, "draw", draws);
        for (Map.Entry<String, List<String>> entry : names.labels().entrySet()) {
            String dimension = names.dimensions().getOrDefault(entry.getKey(), "");
            ZarrArray array = ZarrArray.texts(dimension, entry.getValue().toArray(String[]::new));
            zarr.array(group, dimension, array.with(json -> json.text("name", entry.getKey())));
        }
    }

    /** An array with what tells which variable it is. */
    static ZarrArray described(ZarrArray array, Variable variable, int position) {
        return array.with(json -> json.text("name", variable.name())
                .number("offset", variable.offset())
                .number("position", position));
    }

    /** (chain, draw, axes …) */
    static int[] shape(Variable variable, int chains, int draws) {
        return IntStream.concat(
                        IntStream.of(chains, draws),
                        variable.axes().stream().mapToInt(axis -> axis.labels().size()))
                .toArray();
    }

    /** Writes the coordinates 0, 1, … of a dimension. */
    static void writeIndex(ZarrWriter zarr, String group, String dimension, int length) throws IOException {
        zarr.array(
                group,
                dimension,
                ZarrArray.longs(
                        List.of(dimension),
                        new int[] {length},
                        LongStream.range(0, length).toArray()));
    }

    private static ZarrArray array(Draws draws, Variable variable, List<String> dimensions) {
        int[] shape = shape(variable, draws.chains(), draws.draws());
        Cells cells = new Cells(draws.values(), draws.draws(), draws.quantities(), variable.offset(), variable.size());
        return ZarrArray.doubles(dimensions, shape, (from, count, buffer) -> {
            cells.copy(from, count, buffer.asDoubleBuffer(), true);
            buffer.position(buffer.position() + count * Double.BYTES);
        });
    }

    static Draws read(ZarrReader zarr) {
        int chains = zarr.stored(NAME, "chain").layout().length();
        int draws = zarr.stored(NAME, "draw").layout().length();
        List<Described> arrays = zarr.positioned(NAME);
        List<Variable> variables = arrays.stream()
                .map(array -> variable(zarr, array, chains, draws))
                .toList();
        int width = variables.stream().mapToInt(Variable::size).sum();
        for (int i = 0; i < arrays.size(); i++) {
            Variable variable = variables.get(i);
            if (variable.offset() < 0 || variable.offset() + variable.size() > width) {
                throw zarr.damaged(arrays.get(i), "does not fit among the quantities");
            }
        }
        if (arrays.stream().anyMatch(BlockedDraws::isBlocked)) {
            return new Draws(variables, draws, new BlockedDraws(zarr, variables, arrays));
        }
        double[][] values = new double[chains][Math.multiplyExact(draws, width)];
        for (int i = 0; i < arrays.size(); i++) {
            Variable variable = variables.get(i);
            Cells cells = new Cells(values, draws, width, variable.offset(), variable.size());
            zarr.doubles(
                    zarr.stored(arrays.get(i)),
                    (from, count, buffer) -> cells.copy(from, count, buffer.asDoubleBuffer(), false));
        }
        return new Draws(variables, draws, values);
    }

    private static Variable variable(ZarrReader zarr, Described array, int chains, int draws) {
        int[] shape = array.shape();
        List<String> dimensions = array.dimensions();
        if (shape.length < 2 || dimensions.size() != shape.length || shape[0] != chains || shape[1] != draws) {
            throw zarr.damaged(array, "is not an array (chain, draw, …) of " + chains + " × " + draws + " draws");
        }
        List<Axis> axes = new ArrayList<>();
        for (int i = 2; i < shape.length; i++) {
            Stored labels = zarr.stored(NAME, dimensions.get(i));
            if (labels.layout().length() != shape[i]) {
                throw zarr.damaged(labels.of(), "has not as many labels as " + array.name());
            }
            axes.add(new Axis(labels.of().attributes().text("name"), List.of(zarr.texts(labels))));
        }
        return new Variable(
                array.attributes().text("name"), axes, array.attributes().small("offset"));
    }

    /** Where the elements of a variable, (chain, draw, element) in row-major order, stand among the draws of all. */
    private record Cells(double[][] values, int draws, int width, int offset, int size) {
        void copy(long from, int count, DoubleBuffer buffer, boolean out) {
            long end = from + count;
            for (long at = from; at < end; ) {
                long cell = at / size;
                int element = (int) (at % size);
                int part = (int) Math.min(size - element, end - at);
                double[] chain = values[(int) (cell / draws)];
                int start = (int) (cell % draws) * width + offset + element;
                if (out) {
                    buffer.put(chain, start, part);
                } else {
                    buffer.get(chain, start, part);
                }
                at += part;
            }
        }
    }
}
