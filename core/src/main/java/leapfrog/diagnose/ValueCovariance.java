package leapfrog.diagnose;

/** Computes autocovariances of numbers: few lags, of a well-mixing chain, as sums, the many lags of a sticky one by one fast Fourier transform. */
final class ValueCovariance implements Autocovariance {
    private static final int DIRECT_LAGS = 256;

    private final double[] centred;
    private final double mean;
    private double[] transformed = new double[0];

    ValueCovariance(double[] chain) {
        mean = Sums.of(chain) / chain.length;
        centred = new double[chain.length];
        for (int i = 0; i < chain.length; i++) {
            centred[i] = chain[i] - mean;
        }
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public double at(int lag) {
        if (lag < DIRECT_LAGS) {
            return Sums.products(centred, lag) / centred.length;
        }
        if (transformed.length == 0) {
            transformed = byTransform();
        }
        return transformed[lag];
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
