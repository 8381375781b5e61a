package leapfrog.report.figure;

import java.util.List;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Plot;

/** Is what became of an attempt to draw: a figure, or the reason why there is none. */
public sealed interface Drawn {
    FigureKind kind();

    /**
     * A figure of one or more panels side by side.
     *
     * @param caption what it shows and what to look for, in a few sentences
     * @param keys what colours and marks mean
     * @param panels at least one
     */
    record Figure(FigureKind kind, String caption, List<Key> keys, List<Panel> panels) implements Drawn {
        public Figure {
            keys = List.copyOf(keys);
            panels = List.copyOf(panels);
        }
    }

    /** @param reason ends a sentence: {@code the model has no group effects} */
    record Absent(FigureKind kind, String reason) implements Drawn {}

    /** @param description the accessible name: what a reader who cannot see the panel should know */
    record Panel(String title, String description, Plot plot) {}

    /** One entry of a legend. */
    record Key(String label, Ink ink, Mark mark) {}

    /** How a key is drawn. */
    enum Mark {
        LINE,
        DASHED,
        BAND,
        POINT,
        CROSS
    }
}
