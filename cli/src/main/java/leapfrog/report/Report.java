package leapfrog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import leapfrog.compare.Criteria;
import leapfrog.compare.Evaluation;
import leapfrog.model.Design;
import leapfrog.report.figure.FitView;
import leapfrog.report.figure.NamedGroups;
import org.jspecify.annotations.Nullable;

/** Writes the report of one or more fits: a page of HTML that asks for nothing beyond itself, and is a function of the fits alone. */
public final class Report {
    private final List<ReportedFit> fits;
    private final List<String> groups;

    /**
     * Of fits in the order in which they are to stand.
     *
     * @param fits at least one
     * @param groups levels whose lines are drawn; empty leaves the choice to the report
     */
    public Report(List<ReportedFit> fits, List<String> groups) {
        this.fits = List.copyOf(fits);
        this.groups = List.copyOf(groups);
    }

    /**
     * The page.
     *
     * @throws leapfrog.model.InputException if a group that was named is a level of none of the fits
     */
    public String html() {
        for (ReportedFit fit : fits) {
            fit.saved().fit().draws().requireAll(fit.model(), "a report of '" + fit.name() + "'");
        }
        requireGroups(groups, fits.stream().map(fit -> fit.model().design()).toList());
        String title = fits.size() == 1
                ? fits.getFirst().model().design().formula()
                : fits.size() + " fits of " + fits.getFirst().model().design().responseName();
        return Page.of("Leapfrog report", title, origin(), navigation() + "<main>\n" + sections() + "</main>\n");
    }

    /**
     * Refuses groups that no report of such fits could show.
     *
     * @param groups levels
     * @param designs of the fits' models
     * @throws leapfrog.model.InputException if one is a level of none of them
     */
    public static void requireGroups(List<String> groups, List<Design> designs) {
        NamedGroups.require(groups, designs);
    }

    /** All sections; those of several fits are written at once, on all processors. */
    private String sections() {
        if (fits.size() == 1) {
            Evaluation known = fits.getFirst().evaluation();
            return section(0, "", known == null ? null : known.criteria());
        }
        Ranking ranking = Ranking.of(fits);
        return new ComparisonSection(fits, ranking).html()
                + IntStream.range(0, fits.size())
                        .parallel()
                        .mapToObj(k -> section(k, fits.get(k).name(), ranking.criteria(k)))
                        .collect(Collectors.joining());
    }

    private String section(int k, String heading, @Nullable Criteria criteria) {
        ReportedFit fit = fits.get(k);
        List<FitView.Beside> others = new ArrayList<>();
        for (ReportedFit other : fits) {
            if (other != fit) {
                others.add(new FitView.Beside(other.name(), other.saved(), other.model()));
            }
        }
        FitView view = new FitView(fit.saved(), fit.model(), new FitView.Comparison(groups, others, criteria));
        return new FitSection(fit, view, "fit-" + (k + 1)).html(heading);
    }

    private String origin() {
        return Html.text(fits.size() == 1 ? fits.getFirst().name() + " · " : "")
                + "leapfrog " + Html.text(fits.getFirst().saved().version()) + " · "
                + Html.text(
                        fits.getFirst().saved().created().replaceFirst("T", " ").replaceFirst("[.].*|Z$", " UTC"));
    }

    private String navigation() {
        StringBuilder html = new StringBuilder("<nav aria-label=\"Contents\"><ul>\n");
        if (fits.size() == 1) {
            html.append("<li><a href=\"#fit-1-model\">Model</a></li><li><a href=\"#fit-1-summary\">Summary</a></li>");
            html.append("<li><a href=\"#fit-1-chains\">Chains</a></li><li><a href=\"#fit-1-sampler\">Sampler</a></li>");
            html.append("<li><a href=\"#fit-1-estimates\">Estimates</a></li><li><a href=\"#fit-1-data\">Fit to"
                    + " data</a></li>\n");
        } else {
            html.append("<li><a href=\"#comparison\">Side by side</a></li>");
            for (int k = 0; k < fits.size(); k++) {
                html.append("<li><a href=\"#fit-").append(k + 1).append("\">");
                html.append(Html.text(fits.get(k).name())).append("</a></li>\n");
            }
        }
        return html.append("</ul></nav>\n").toString();
    }
}
