package leapfrog.cli;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import leapfrog.data.FitFolder;
import leapfrog.sample.Fit;

/** Turns a fit that was read back into lists that are equal when every number has the same bits. */
final class Bits {
    private Bits() {}

    /** What sampling decides: settings, draws, statistics and the state that the chains are left in. */
    static List<Object> of(Path folder) {
        Fit fit = FitFolder.read(folder).fit();
        return List.of(
                of(fit.settings()),
                of(fit.draws().values()),
                of(fit.statistics().held()),
                of(fit.end()));
    }

    /** The draws and statistics of chain 0 alone. */
    static List<Object> ofFirstChain(Path folder) {
        Fit fit = FitFolder.read(folder).fit();
        int draws = fit.draws().draws();
        return List.of(
                of(fit.draws().values()[0]),
                List.copyOf(((List<?>) of(fit.statistics().energy())).subList(0, draws)),
                of(fit.end().getFirst()));
    }

    private static Object of(Object value) {
        return switch (value) {
            case Double number -> Double.doubleToRawLongBits(number);
            case List<?> list -> list.stream().map(Bits::of).toList();
            case Record record -> components(record);
            case Object array
            when array.getClass().isArray() -> {
                List<Object> elements = new ArrayList<>();
                for (int i = 0; i < Array.getLength(array); i++) {
                    elements.add(of(Array.get(array, i)));
                }
                yield elements;
            }
            default -> value;
        };
    }

    private static List<Object> components(Record record) {
        List<Object> components = new ArrayList<>();
        try {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                components.add(of(component.getAccessor().invoke(record)));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return components;
    }
}
