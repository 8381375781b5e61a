package leapfrog.model;

import java.util.Locale;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.Term;
import org.jspecify.annotations.Nullable;

/**
 * Says what a gradient costs where coefficients are integrated out: in rows of one chain, each of which plain Java takes 4 ns for. Measured on
 * one core of a 2-core EPYC.
 */
public final class MarginalWork {
    /**
     * What a level costs with one effect or two of one factor, in closed form: this and, for each product of two of its w columns, the response
     * being one, that. From 21 ns a level for 2 coefficients, 63 for 5, 103 for 7, 342 for 14.
     */
    private static final double LEVEL = 1.7;

    private static final double PRODUCT = 0.37;
    /** The same of each effect of a level without a closed form: from 210 ns for w = 7, 283 for 8, 380 for 12; 380 for 3 effects, 600 for 4. */
    private static final double EFFECT = 30;

    private static final double PRODUCT_OF_EFFECT = 0.4;
    /** What each of the w³ multiplications costs that all levels share: 3 ms for w = 152. */
    private static final double MULTIPLICATION = 0.25;
    /** What a term of a row costs where all is sampled, and a coordinate of an effect that is alone, or correlated with others. */
    private static final double TERM = 0.45;

    private static final double ALONE = 0.6;
    private static final double CORRELATED = 4;
    /** What a leapfrog takes beside its gradient: 0.6 µs. */
    private static final double LEAPFROG = 150;
    /**
     * How many times the work of a sampled leapfrog one with coefficients integrated out may take. Chains made 7 to 16 times the effective draws a
     * gradient with three correlated effects, 7 to 80 times with crossed and nested factors, where the means of groups and the intercept are hardly
     * told apart; with 11.8 times the work by this count they made 9 times the draws, and 1.2 times as many a second.
     */
    private static final double DEARER = 12;
    /** Products of columns that a backend keeps for each chain. */
    private static final double MOST_PRODUCTS = 1e6;

    private MarginalWork() {}

    /** Of one gradient of any task: its rows, where nothing is integrated out. */
    public static double rows(ModelData task) {
        Marginal marginal = task.marginal();
        return marginal == null ? task.rows().count() : rows(marginal);
    }

    /** Of one gradient. */
    public static double rows(Marginal marginal) {
        double columns = 1 + marginal.columns();
        for (Marginal.Further factor : marginal.further()) {
            columns += met(marginal.observations(), marginal.levels(), factor.levels()) * factor.effects();
        }
        int effects = marginal.effects();
        return closed(effects, marginal.further().size())
                ? marginal.levels() * (LEVEL + columns * columns * PRODUCT) + cubed(columns)
                : general(marginal.levels(), effects, columns, 1 + marginal.width());
    }

    private static boolean closed(int effects, int further) {
        return further == 0 && effects < MarginalDensity.MANY;
    }

    private static double general(double levels, int effects, double columns, double width) {
        return levels * effects * (EFFECT + columns * columns * PRODUCT_OF_EFFECT) + cubed(width);
    }

    private static double cubed(double width) {
        return width * width * width * MULTIPLICATION;
    }

    /** Levels of a factor that the rows of a level of another meet, about. */
    private static double met(double rows, double levels, double of) {
        return Math.min(of, Math.ceil(rows / Math.max(1, levels)));
    }

    /** Why it is better to sample the effects of a model, or null. */
    static @Nullable String reservation(Model model, EffectGroups groups) {
        EffectGroups.Group own = groups.own();
        int effects = own.effects().length;
        if (closed(effects, groups.further().size())) {
            return null;
        }
        int rows = model.data().rows().count();
        double columns = 1 + model.layout().columns().size();
        double width = columns;
        for (EffectGroups.Group group : groups.further()) {
            columns += met(rows, own.levels(), group.levels()) * group.effects().length;
            width += group.count();
        }
        if (own.count() * columns + width * width > MOST_PRODUCTS) {
            return "their products with one another are too many";
        }
        double dearer =
                (LEAPFROG + general(own.levels(), effects, columns, width)) / (LEAPFROG + sampled(model.data()));
        return dearer <= DEARER
                ? null
                : String.format(Locale.ROOT, "a leapfrog without them would take about %.0f times as long", dearer);
    }

    /** The work where all coefficients are sampled. */
    private static double sampled(ModelData data) {
        double work = TERM * data.terms().size() * data.rows().count();
        for (Term term : data.terms()) {
            work += switch (term.source()) {
                case Direct direct -> 0;
                case ModelData.Pooled pooled -> ALONE * term.levels();
                case ModelData.InBlock block -> CORRELATED * term.levels();
            };
        }
        return work;
    }
}
