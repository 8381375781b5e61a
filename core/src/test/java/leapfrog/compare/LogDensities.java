package leapfrog.compare;

import leapfrog.math.NormalQuantile;

/** Makes log densities of known tails from the minimal standard generator, as {@code make.R} beside the expected values does. */
record LogDensities(double[][] values, int chains, int draws) implements RowLogDensity {
    /** Normal scores, [rows][chains × draws], with an autocorrelation along the draws. */
    static double[][] series(int draws, int chains, int rows, double rho) {
        double[][] x = new double[rows][chains * draws];
        long state = 20090401;
        for (double[] row : x) {
            for (int s = 0; s < row.length; s++) {
                state = 16807 * state % 2147483647;
                double u = state / 2147483647.0;
                double z = u < 0.5 ? NormalQuantile.of(u) : -NormalQuantile.of((2147483647 - state) / 2147483647.0);
                row[s] = s % draws == 0 ? z : rho * row[s - 1] + Math.sqrt(1 - rho * rho) * z;
            }
        }
        return x;
    }

    /** Row i of n, counted from 1: −1.2 i / n · x² / 2 − i / 10. */
    static LogDensities of(int draws, int chains, int rows, double rho) {
        double[][] x = series(draws, chains, rows, rho);
        for (int i = 0; i < rows; i++) {
            for (int s = 0; s < x[i].length; s++) {
                x[i][s] = -1.2 * (i + 1) / rows * x[i][s] * x[i][s] / 2 - (i + 1) / 10.0;
            }
        }
        return new LogDensities(x, chains, draws);
    }

    @Override
    public int rows() {
        return values.length;
    }

    @Override
    public void evaluate(int from, double[][] target) {
        System.arraycopy(values, from, target, 0, target.length);
    }
}
