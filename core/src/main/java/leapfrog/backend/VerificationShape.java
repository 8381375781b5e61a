package leapfrog.backend;

import java.util.List;

/**
 * Describes the model of a verification problem, and lists all of them.
 *
 * @param covariates number of covariate columns
 * @param factors number of factors
 */
record VerificationShape(
        String name, int covariates, int factors, boolean offset, boolean weights, List<Piece> pieces) {

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
     * A term.
     *
     * @param covariate its column, or −1
     * @param factor or −1
     * @param mean whether a pooled term has an estimated mean
     */
    record Piece(int covariate, int factor, boolean pooled, boolean mean, Centering centering) {}

    private static Piece direct(int covariate, int factor) {
        return new Piece(covariate, factor, false, false, Centering.NONE);
    }

    private static Piece pooled(int covariate, int factor, boolean mean, Centering centering) {
        return new Piece(covariate, factor, true, mean, centering);
    }

    /** Whether batches of many sizes are evaluated: of one model for each number of factors up to 2. */
    boolean swept() {
        return switch (name) {
            case "regression with offset", "hierarchy, mixed, weighted, with offset", "two crossed factors" -> true;
            default -> false;
        };
    }

    /** All shapes: 0 to 3 factors, with and without weights and offset, every source of coefficients. */
    static List<VerificationShape> all() {
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
                        pooled(3, 0, false, Centering.NONE)));
    }

    private static VerificationShape shape(
            String name, int covariates, int factors, boolean offset, boolean weights, Piece... pieces) {
        return new VerificationShape(name, covariates, factors, offset, weights, List.of(pieces));
    }
}
