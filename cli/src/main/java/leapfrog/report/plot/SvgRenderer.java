package leapfrog.report.plot;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jetbrains.letsPlot.core.plot.base.Aes;
import org.jetbrains.letsPlot.core.plot.base.GeomKind;
import org.jetbrains.letsPlot.core.plot.base.GeomMeta;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/** Turns plots into SVG by lets-plot; the one class that knows it. */
public final class SvgRenderer {
    private static final Map<String, Ink> INKS = new HashMap<>();

    static {
        Arrays.stream(Ink.values()).forEach(ink -> INKS.put(ink.light(), ink));
        // lets-plot fills its table of each geometry's aesthetics at their first use, without a lock: before any two
        // plots are drawn at once.
        for (GeomKind geometry : GeomKind.values()) {
            GeomMeta.INSTANCE.renders(geometry, Aes.Companion.getCOLOR(), Aes.Companion.getFILL(), List.of());
        }
    }

    private final UnaryOperator<String> colour;

    private SvgRenderer(UnaryOperator<String> colour) {
        this.colour = colour;
    }

    /** For a page that defines the inks' CSS variables. */
    public static SvgRenderer forPage() {
        return new SvgRenderer(hex -> {
            Ink ink = INKS.get(hex);
            return ink == null ? hex : "var(" + ink.variable() + ")";
        });
    }

    /** For a file of its own, in colours that every reader of SVG knows. */
    public static SvgRenderer forFile() {
        return new SvgRenderer(hex -> hex);
    }

    /**
     * The marks and axes of a plot, without the element around them.
     *
     * @param prefix begins all names in it
     */
    public String marks(Plot plot, String prefix) {
        String svg = PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
                plot.specification(), null, (width, height, pixels) -> "", true);
        return SvgCleaner.inside(svg, prefix, colour);
    }
}
