package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelStructure.Source;

/**
 * Describes the model of a verification problem, and lists all of them.
 *
 * @param covariates number of covariate columns
 * @param factors number of factors
 * @param supports of the scalars
 */
record VerificationShape(
        String name,
        Likelihood likelihood,
        int covariates,
        int factors,
        boolean offset,
        boolean weights,
        Supports supports,
        List<Piece> pieces) {

    /** Which transforms scalars have. */
    enum Supports {
        /** The plain ones: identity, exp, and tanh of correlations. */
        PLAIN,
        /** Every kind, and priors on powers of scales. */
        BOUNDED
    }

    /** Which levels of a pooled term are centered. */
    enum Centering {
        NONE,
        ALL,
        /** Every third level is not. */
        MIXED;

        boolean of(int level) {
            return this == ALL || this == MIXED && level % 3 != 0;
        }
    }

    /**
     * A term. Correlated ones of one factor that follow one another are a block; they have one centering.
     *
     * @param covariate its column, or −1
     * @param factor or −1
     * @param mean whether a pooled or correlated term has an estimated mean
     */
    record Piece(int covariate, int factor, Source source, boolean mean, Centering centering) {
        /** Whether this correlated term and one beside it are of one block. */
        boolean sharesBlock(Piece neighbour) {
            return neighbour.source == Source.CORRELATED && neighbour.factor == factor;
        }
    }

    private static Piece direct(int covariate, int factor) {
        return new Piece(covariate, factor, Source.DIRECT, false, Centering.NONE);
    }

    private static Piece pooled(int covariate, int factor, boolean mean, Centering centering) {
        return new Piece(covariate, factor, Source.POOLED, mean, centering);
    }

    private static Piece correlated(int covariate, int factor, boolean mean, Centering centering) {
        return new Piece(covariate, factor, Source.CORRELATED, mean, centering);
    }

    /** Whether batches of many sizes are evaluated: of one model for each number of factors up to 2. */
    boolean swept() {
        return switch (name) {
            case "regression with offset",
                    "hierarchy, mixed, weighted, with offset",
                    "two crossed factors",
                    "binomial: hierarchy" -> true;
            default -> false;
        };
    }

    /** Whether the covariate is an indicator, and a level has at most one row of either value: what rows reduce to. */
    boolean cells() {
        return name.startsWith("cells");
    }

    /** Among {@code SHARING} are all normal models, which differ most, and the largest of each other likelihood, which has all there is to share out. */
    Verification.Models among() {
        return likelihood == Likelihood.NORMAL || factors == 2 ? Verification.Models.SHARING : Verification.Models.ALL;
    }

    /** All shapes: every likelihood with every source of coefficients, with and without weights and offset, 0 to 3 factors. */
    static List<VerificationShape> all() {
        List<VerificationShape> all = new ArrayList<>(normal());
        for (Likelihood likelihood : Likelihood.values()) {
            if (likelihood != Likelihood.NORMAL) {
                all.addAll(of(likelihood));
            }
        }
        return List.copyOf(all);
    }

    private static List<VerificationShape> of(Likelihood likelihood) {
        String name = likelihood.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": ";
        return List.of(
                new VerificationShape(
                        name + "regression, with offset",
                        likelihood,
                        1,
                        0,
                        true,
                        false,
                        Supports.BOUNDED,
                        List.of(direct(-1, -1), direct(0, -1))),
                new VerificationShape(
                        name + "hierarchy",
                        likelihood,
                        1,
                        1,
                        false,
                        false,
                        Supports.PLAIN,
                        List.of(pooled(-1, 0, true, Centering.NONE), pooled(0, 0, true, Centering.MIXED))),
                new VerificationShape(
                        name + "correlated and crossed, weighted",
                        likelihood,
                        2,
                        2,
                        false,
                        true,
                        Supports.BOUNDED,
                        List.of(
                                direct(1, -1),
                                correlated(-1, 0, true, Centering.MIXED),
                                correlated(0, 0, false, Centering.MIXED),
                                correlated(1, 0, true, Centering.MIXED),
                                pooled(-1, 1, false, Centering.NONE))));
    }

    private static List<VerificationShape> normal() {
        return List.of(
                shape("noise alone", 0, 0, false, false),
                shape("intercept", 0, 0, false, true, direct(-1, -1)),
                shape("regression with offset", 2, 0, true, false, direct(-1, -1), direct(0, -1), direct(1, -1)),
                shape("unpooled", 1, 1, false, false, direct(-1, 0), direct(0, 0)),
                shape("unpooled, weighted, with offset", 1, 1, true, true, direct(-1, -1), direct(0, 0)),
                shape(
                        "hierarchy, centered",
                        1,
                        1,
                        false,
                        false,
                        pooled(-1, 0, true, Centering.ALL),
                        pooled(0, 0, true, Centering.ALL)),
                shape(
                        "hierarchy, noncentered",
                        1,
                        1,
                        false,
                        false,
                        direct(-1, -1),
                        direct(0, -1),
                        pooled(-1, 0, false, Centering.NONE),
                        pooled(0, 0, false, Centering.NONE)),
                shape(
                        "hierarchy, mixed, weighted, with offset",
                        2,
                        1,
                        true,
                        true,
                        pooled(-1, 0, true, Centering.MIXED),
                        pooled(0, 0, true, Centering.MIXED),
                        direct(1, -1)),
                shape(
                        "cells, noncentered",
                        1,
                        1,
                        false,
                        true,
                        pooled(-1, 0, true, Centering.NONE),
                        pooled(0, 0, true, Centering.NONE)),
                shape(
                        "cells, mixed",
                        1,
                        1,
                        true,
                        true,
                        pooled(-1, 0, false, Centering.MIXED),
                        pooled(0, 0, true, Centering.MIXED)),
                shape(
                        "cells, of effects some centered and some of either sign",
                        1,
                        1,
                        false,
                        false,
                        pooled(0, 0, true, Centering.NONE),
                        pooled(-1, 0, true, Centering.MIXED)),
                shape("varying slope alone", 1, 1, false, false, pooled(0, 0, false, Centering.MIXED)),
                shape(
                        "two crossed factors",
                        1,
                        2,
                        false,
                        false,
                        direct(-1, -1),
                        direct(0, -1),
                        pooled(-1, 0, false, Centering.NONE),
                        pooled(-1, 1, false, Centering.MIXED),
                        pooled(0, 1, false, Centering.NONE)),
                shape(
                        "direct and pooled by crossed factors, weighted",
                        1,
                        2,
                        false,
                        true,
                        pooled(-1, 0, true, Centering.ALL),
                        direct(-1, 1),
                        direct(0, 1)),
                shape(
                        "three crossed factors with offset",
                        2,
                        3,
                        true,
                        false,
                        pooled(0, 2, true, Centering.ALL),
                        direct(-1, -1),
                        pooled(-1, 1, false, Centering.NONE),
                        pooled(-1, 0, false, Centering.MIXED),
                        direct(1, 1)),
                shape(
                        "many terms of one factor",
                        4,
                        1,
                        false,
                        true,
                        direct(-1, -1),
                        direct(0, -1),
                        direct(1, -1),
                        direct(2, -1),
                        direct(3, -1),
                        pooled(-1, 0, false, Centering.NONE),
                        pooled(0, 0, false, Centering.ALL),
                        pooled(1, 0, true, Centering.MIXED),
                        pooled(3, 0, false, Centering.NONE)),
                shape(
                        "correlated pairs of crossed factors, with offset",
                        1,
                        2,
                        true,
                        false,
                        correlated(-1, 0, true, Centering.NONE),
                        correlated(0, 0, true, Centering.NONE),
                        correlated(-1, 1, false, Centering.ALL),
                        correlated(0, 1, false, Centering.ALL),
                        direct(-1, 1)),
                shape(
                        "correlated pair, weighted, with offset",
                        1,
                        1,
                        true,
                        true,
                        correlated(-1, 0, true, Centering.NONE),
                        correlated(0, 0, false, Centering.NONE)),
                new VerificationShape(
                        "every support",
                        Likelihood.NORMAL,
                        2,
                        1,
                        false,
                        true,
                        Supports.BOUNDED,
                        List.of(
                                direct(-1, -1),
                                direct(1, -1),
                                direct(0, 0),
                                pooled(-1, 0, true, Centering.MIXED),
                                correlated(0, 0, true, Centering.MIXED),
                                correlated(1, 0, false, Centering.MIXED))));
    }

    private static VerificationShape shape(
            String name, int covariates, int factors, boolean offset, boolean weights, Piece... pieces) {
        return new VerificationShape(
                name, Likelihood.NORMAL, covariates, factors, offset, weights, Supports.PLAIN, List.of(pieces));
    }
}
