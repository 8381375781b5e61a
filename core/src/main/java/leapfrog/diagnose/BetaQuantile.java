package leapfrog.diagnose;

/**
 * Inverts the regularised incomplete beta function I_x(a, b) for a, b ≥ 1, by bisection on its continued fraction (DLMF 8.17.22, Lentz's
 * method). Relative error about 1e-10, which is far below the error of what it is used for.
 */
final class BetaQuantile {
    private BetaQuantile() {}

    /** @return x in [0, 1] with I_x(a, b) = probability */
    static double of(double probability, double a, double b) {
        double low = 0;
        double high = 1;
        double logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
        for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
            double middle = 0.5 * (low + high);
            if (incomplete(middle, a, b, logBeta) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    private static double incomplete(double x, double a, double b, double logBeta) {
        double front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta);
        return x < (a + 1) / (a + b + 2)
                ? front * continuedFraction(x, a, b) / a
                : 1 - front * continuedFraction(1 - x, b, a) / b;
    }

    private static double continuedFraction(double x, double a, double b) {
        double tiny = 1e-300;
        double c = 1;
        double d = away(1 - (a + b) * x / (a + 1), tiny);
        d = 1 / d;
        double value = d;
        for (int m = 1; m < 100_000; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d, tiny);
            c = away(1 + even / c, tiny);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d, tiny);
            c = away(1 + odd / c, tiny);
            double step = d * c;
            value *= step;
            if (Math.abs(step - 1) < 1e-15) {
                break;
            }
        }
        return value;
    }

    private static double away(double value, double tiny) {
        return Math.abs(value) < tiny ? tiny : value;
    }

    /** Stirling's series (DLMF 5.11.1) after shifting the argument above 10. */
    private static double logGamma(double x) {
        double shift = 0;
        double y = x;
        while (y < 10) {
            shift += Math.log(y);
            y += 1;
        }
        double inverse = 1 / (y * y);
        double series =
                (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse * (1.0 / 1680 - inverse / 1188))))
                        / y;
        return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }
}
