package leapfrog.data;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import leapfrog.data.ZarrReader.Stored;
import leapfrog.model.Variable;
import leapfrog.model.Variable.Axis;
import leapfrog.sample.Draws;

/** Writes and reads the group {@code posterior}: one array (chain, draw, axes …) a variable, one array of labels a dimension. */
final class PosteriorGroup {
    static final String NAME = "posterior";

    private PosteriorGroup() {}

    /** Writes the arrays of a group that is already there. */
    static void write(ZarrWriter zarr, String group, Draws draws) throws IOException {
        StorageNames names = new StorageNames();
        writeIndex(zarr, group, names.claim("chain"), draws.chains());
        writeIndex(zarr, group, names.claim("draw"), draws.draws());
        List<String> stored = draws.variables().stream()
                .map(variable -> names.claim(variable.name()))
                .toList();
        Map<String, String> dimensions = new LinkedHashMap<>();
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (Variable variable : draws.variables()) {
            for (Axis axis : variable.axes()) {
                dimensions.computeIfAbsent(axis.dimension(), names::claim);
                List<String> known = labels.putIfAbsent(axis.dimension(), axis.labels());
                if (known != null && !known.equals(axis.labels())) {
                    throw new IllegalArgumentException("dimension '" + axis.dimension() + "' has two lists of labels");
                }
            }
        }
        for (Map.Entry<String, List<String>> entry : labels.entrySet()) {
            String dimension = dimensions.getOrDefault(entry.getKey(), "");
            ZarrArray array = ZarrArray.texts(dimension, entry.getValue().toArray(String[]::new));
            zarr.array(group, dimension, array.with(json -> json.text("name", entry.getKey())));
        }
        for (int i = 0; i < stored.size(); i++) {
            int position = i;
            Variable variable = draws.variables().get(i);
            zarr.array(
                    group,
                    stored.get(i),
                    array(draws, variable, dimensions)
                            .with(json -> json.text("name", variable.name())
                                    .number("offset", variable.offset())
                                    .number("position", position)));
        }
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

    private static ZarrArray array(Draws draws, Variable variable, Map<String, String> dimensions) {
        List<String> named = new ArrayList<>(List.of("chain", "draw"));
        int[] shape = IntStream.concat(
                        IntStream.of(draws.chains(), draws.draws()),
                        variable.axes().stream().mapToInt(axis -> axis.labels().size()))
                .toArray();
        variable.axes().forEach(axis -> named.add(dimensions.getOrDefault(axis.dimension(), axis.dimension())));
        Cells cells = new Cells(draws.values(), draws.draws(), draws.quantities(), variable.offset(), variable.size());
        return ZarrArray.doubles(named, shape, (from, count, buffer) -> {
            cells.copy(from, count, buffer.asDoubleBuffer(), true);
            buffer.position(buffer.position() + count * Double.BYTES);
        });
    }

    static Draws read(ZarrReader zarr) {
        int chains = zarr.stored(NAME, "chain").layout().length();
        int draws = zarr.stored(NAME, "draw").layout().length();
        List<Stored> arrays = zarr.positioned(NAME);
        List<Variable> variables = arrays.stream()
                .map(array -> variable(zarr, array, chains, draws))
                .toList();
        int width = variables.stream().mapToInt(Variable::size).sum();
        double[][] values = new double[chains][Math.multiplyExact(draws, width)];
        for (int i = 0; i < arrays.size(); i++) {
            Variable variable = variables.get(i);
            if (variable.offset() < 0 || variable.offset() + variable.size() > width) {
                throw zarr.damaged(arrays.get(i), "does not fit among the quantities");
            }
            Cells cells = new Cells(values, draws, width, variable.offset(), variable.size());
            zarr.doubles(
                    arrays.get(i), (from, count, buffer) -> cells.copy(from, count, buffer.asDoubleBuffer(), false));
        }
        return new Draws(variables, draws, values);
    }

    private static Variable variable(ZarrReader zarr, Stored array, int chains, int draws) {
        int[] shape = array.shape();
        List<String> dimensions = array.dimensions();
        if (shape.length < 2 || dimensions.size() != shape.length || shape[0] != chains || shape[1] != draws) {
            throw zarr.damaged(array, "is not an array (chain, draw, …) of " + chains + " × " + draws + " draws");
        }
        List<Axis> axes = new ArrayList<>();
        for (int i = 2; i < shape.length; i++) {
            Stored labels = zarr.stored(NAME, dimensions.get(i));
            if (labels.layout().length() != shape[i]) {
                throw zarr.damaged(labels, "has not as many labels as " + array.name());
            }
            axes.add(new Axis(labels.attributes().text("name"), List.of(zarr.texts(labels))));
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
