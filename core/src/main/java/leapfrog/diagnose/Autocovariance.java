package leapfrog.diagnose;

/**
 * Computes autocovariances of one chain, lag by lag as they are asked for: γ_k = Σ_i (x_i − x̄)(x_{i+k} − x̄) / N.
 *
 * <p>Well-mixing chains need few lags, which are summed directly; the many lags of a sticky chain come from one fast Fourier
 * transform.
 */
final class Autocovariance {
    private static final int DIRECT_LAGS = 256;

    private final double[] centred;
    private final double mean;
    private double[] transformed = new double[0];

    Autocovariance(double[] chain) {
        double sum = 0;
        for (double value : chain) {
            sum += value;
        }
        mean = sum / chain.length;
        centred = new double[chain.length];
        for (int i = 0; i < chain.length; i++) {
            centred[i] = chain[i] - mean;
        }
    }

    double mean() {
        return mean;
    }

    double at(int lag) {
        if (lag < DIRECT_LAGS) {
            return direct(lag);
        }
        if (transformed.length == 0) {
            transformed = byTransform();
        }
        return transformed[lag];
    }

    private double direct(int lag) {
        int n = centred.length - lag;
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < n; i += 2) {
            even = Math.fma(centred[i], centred[i + lag], even);
            odd = Math.fma(centred[i + 1], centred[i + 1 + lag], odd);
        }
        if (i < n) {
            even = Math.fma(centred[i], centred[i + lag], even);
        }
        return (even + odd) / centred.length;
    }

    /** The inverse transform of the power spectrum, with zeros appended so that the ends do not meet. */
    private double[] byTransform() {
        int n = centred.length;
        int size = Integer.highestOneBit(2 * n - 1) << 1;
        double[] real = new double[size];
        double[] imaginary = new double[size];
        System.arraycopy(centred, 0, real, 0, n);
        fourier(real, imaginary);
        for (int i = 0; i < size; i++) {
            real[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
            imaginary[i] = 0;
        }
        fourier(real, imaginary);
        double[] covariance = new double[n];
        for (int lag = 0; lag < n; lag++) {
            covariance[lag] = real[lag] / ((double) size * n);
        }
        return covariance;
    }

    /** Transforms in place, length a power of two: Cooley and Tukey's decimation in time. */
    private static void fourier(double[] real, double[] imaginary) {
        int n = real.length;
        for (int i = 1, j = 0; i < n; i++) {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                double swap = real[i];
                real[i] = real[j];
                real[j] = swap;
                swap = imaginary[i];
                imaginary[i] = imaginary[j];
                imaginary[j] = swap;
            }
        }
        for (int length = 2; length <= n; length <<= 1) {
            int half = length / 2;
            for (int k = 0; k < half; k++) {
                double angle = -2 * Math.PI * k / length;
                double cos = Math.cos(angle);
                double sin = Math.sin(angle);
                for (int i = k; i < n; i += length) {
                    double re = real[i + half] * cos - imaginary[i + half] * sin;
                    double im = real[i + half] * sin + imaginary[i + half] * cos;
                    real[i + half] = real[i] - re;
                    imaginary[i + half] = imaginary[i] - im;
                    real[i] += re;
                    imaginary[i] += im;
                }
            }
        }
    }
}
