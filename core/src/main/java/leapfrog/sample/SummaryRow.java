package leapfrog.sample;

/**
 * Holds one line of a summary: {@code summary.csv} has these columns in this order.
 *
 * @param rhatNested NaN where {@link Fit#superchains} are empty; {@code summary.csv} then has no such column
 */
public record SummaryRow(
        String parameter,
        double mean,
        double sd,
        double q5,
        double q25,
        double q50,
        double q75,
        double q95,
        double mcseMean,
        double mcseSd,
        double essBulk,
        double essTail,
        double rhat,
        double rhatNested) {}
