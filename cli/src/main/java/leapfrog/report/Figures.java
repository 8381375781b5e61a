package leapfrog.report;

import java.util.List;
import leapfrog.model.InputException;
import leapfrog.model.text.NearestName;
import leapfrog.report.figure.Drawn;
import leapfrog.report.figure.FigureKind;
import leapfrog.report.figure.FitView;
import leapfrog.report.figure.NamedGroups;
import org.jspecify.annotations.Nullable;

/** Draws single figures of fits as SVG files of their own. */
public final class Figures {
    private Figures() {}

    /**
     * A figure.
     *
     * @param svg the file
     * @param caption what to look for in it
     */
    public record Drawing(String svg, String caption) {}

    /** What there is to draw: {@code trace}, {@code rank}, {@code density} … */
    public static List<String> kinds() {
        return FigureKind.names();
    }

    /**
     * Refuses what is no kind.
     *
     * @throws InputException if there is no such kind
     */
    public static void requireKind(String kind) {
        kind(kind);
    }

    private static FigureKind kind(String kind) {
        int at = FigureKind.names().indexOf(kind);
        if (at < 0) {
            @Nullable String nearest = NearestName.among(kind, FigureKind.names());
            throw new InputException("no such figure: '" + kind + "'"
                    + (nearest == null ? "" : " (did you mean " + nearest + "?)") + "; figures are: "
                    + String.join(", ", FigureKind.names()));
        }
        return FigureKind.values()[at];
    }

    /**
     * Checks that a fit gives the unpooled estimates of a figure of another.
     *
     * @throws InputException if the figure shows none, or the fit has none
     */
    public static void requireUnpooled(String kind, ReportedFit fit, ReportedFit unpooled) {
        FigureKind wanted = kind(kind);
        List<ReportedFit> fits = List.of(fit, unpooled);
        requireAll(kind, fits);
        wanted.requireUnpooled(view(fits, List.of()));
    }

    /**
     * Draws a figure of the first of some fits; the others stand beside it where a figure compares.
     *
     * @param fits at least one
     * @param groups levels whose lines are drawn; empty leaves the choice to the figure
     * @throws InputException if there is no such kind or group, or nothing to draw
     */
    public static Drawing of(String kind, List<ReportedFit> fits, List<String> groups) {
        FigureKind wanted = kind(kind);
        ReportedFit first = fits.getFirst();
        NamedGroups.require(groups, List.of(first.model().design()));
        requireAll(kind, fits);
        return switch (wanted.draw(view(fits, groups))) {
            case Drawn.Figure figure -> new Drawing(FigureFile.of(figure), figure.caption());
            case Drawn.Absent absent ->
                throw new InputException(
                        "'" + kind + "' of '" + first.name() + "' cannot be drawn: " + absent.reason());
        };
    }

    private static void requireAll(String kind, List<ReportedFit> fits) {
        for (ReportedFit fit : fits) {
            fit.saved().fit().draws().requireAll(fit.model(), "'" + kind + "' of '" + fit.name() + "'");
        }
    }

    private static FitView view(List<ReportedFit> fits, List<String> groups) {
        ReportedFit first = fits.getFirst();
        List<FitView.Beside> others = fits.stream()
                .skip(1)
                .map(other -> new FitView.Beside(other.name(), other.saved(), other.model()))
                .toList();
        return new FitView(first.saved(), first.model(), new FitView.Comparison(groups, others, null));
    }
}
