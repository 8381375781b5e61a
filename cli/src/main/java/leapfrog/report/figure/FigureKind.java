package leapfrog.report.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Lists the figures of a fit, in the order in which they are read. */
public enum FigureKind {
    TRACE(Question.CHAINS, "Traces", "draws of each chain, one after the other", TraceFigure::draw),
    RANK(Question.CHAINS, "Rank histograms", "how often each chain holds the low and the high ranks", RankFigure::draw),
    DENSITY(
            Question.CHAINS,
            "Marginal densities by chain",
            "marginal posterior densities, chain by chain",
            DensityFigure::draw),
    ENERGY(Question.SAMPLER, "Energy", "marginal energy against energy transitions, with E-BFMI", EnergyFigure::draw),
    PAIRS(
            Question.SAMPLER,
            "Pairs of the hardest quantities",
            "the hardest quantities against each other, with divergences",
            PairsFigure::draw),
    FOREST(Question.ESTIMATES, "Coefficients by group", "intervals of the groups' coefficients", ForestFigure::draw),
    LINES(
            Question.ESTIMATES,
            "Regression lines of groups",
            "regression lines of groups, with and without pooling",
            LinesFigure::draw),
    SHRINKAGE(
            Question.ESTIMATES,
            "Shrinkage",
            "arrows from unpooled to partially pooled estimates",
            ShrinkageFigure::draw),
    PREDICTIVE(Question.DATA, "Replicated data", "density of the data against replicated data", PredictiveFigure::draw),
    INTERVALS(
            Question.DATA,
            "Predictive intervals",
            "predictive intervals of rows against what was observed",
            IntervalsFigure::draw),
    LOO(Question.DATA, "Leave-one-out", "Pareto k of each row in leave-one-out cross-validation", LooFigure::draw);

    /** What a reader asks; figures are read under these headings. */
    public enum Question {
        CHAINS("Do the chains agree?"),
        SAMPLER("Did the sampler get everywhere?"),
        ESTIMATES("What was estimated?"),
        DATA("Does the model fit the data?");

        private final String text;

        Question(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private final Question question;
    private final String title;
    private final String summary;
    private final Function<FitView, Drawn> maker;

    FigureKind(Question question, String title, String summary, Function<FitView, Drawn> maker) {
        this.question = question;
        this.title = title;
        this.summary = summary;
        this.maker = maker;
    }

    public Question question() {
        return question;
    }

    public String title() {
        return title;
    }

    /** What it shows, in a line. */
    public String summary() {
        return summary;
    }

    /** As users write it: {@code trace}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(FigureKind::text).toList();
    }

    /**
     * Checks that the fits beside one give the unpooled estimates that this figure shows of it.
     *
     * @throws leapfrog.model.InputException if one does not, or this figure shows none
     */
    public void requireUnpooled(FitView fit) {
        Unpooled.require(fit, this);
    }

    /** Draws it of a fit. */
    public Drawn draw(FitView fit) {
        return maker.apply(fit);
    }
}
