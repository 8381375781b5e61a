package leapfrog.diagnose;

import java.util.Arrays;

/** Computes autocovariances of numbers: few lags, of a well-mixing chain, as sums, the many lags of a sticky one by one fast Fourier transform. */
final class ValueCovariance implements Autocovariance {
    private static final int DIRECT_LAGS = 256;

    private final Series centred;
    private final double[] means;
    /** Σ of the products at the lags that are known. */
    private double[] sums = new double[4 * Sums.LAGS];

    private int known;
    private double[] transformed = new double[0];

    /** Of finite values. */
    ValueCovariance(Series series, Scratch scratch) {
        means = series.means();
        int length = series.length();
        double[] values = series.values();
        double[] deviations = scratch.doubles(series.size());
        for (int k = 0; k < means.length; k++) {
            double mean = means[k];
            for (int i = k * length; i < (k + 1) * length; i++) {
                deviations[i] = values[i] - mean;
            }
        }
        centred = series.with(deviations);
    }

    @Override
    public double[] means() {
        return means;
    }

    @Override
    public double at(int lag) {
        if (lag < DIRECT_LAGS) {
            while (known <= lag) {
                addLags();
            }
            return sums[lag] / centred.size();
        }
        if (transformed.length == 0) {
            transformed = byTransform();
        }
        return transformed[lag];
    }

    private void addLags() {
        if (known == sums.length) {
            sums = Arrays.copyOf(sums, 2 * known);
        }
        int length = centred.length();
        for (int k = 0; k < centred.count(); k++) {
            Sums.products(centred.values(), k * length, (k + 1) * length, known, sums);
        }
        known += Sums.LAGS;
    }

    /** The inverse transform of the power spectrum, summed over the series, with zeros appended so that their ends do not meet. */
    private double[] byTransform() {
        int n = centred.length();
        int size = Integer.highestOneBit(2 * n - 1) << 1;
        double[] power = new double[size];
        for (int k = 0; k < centred.count(); k++) {
            double[] real = new double[size];
            double[] imaginary = new double[size];
            System.arraycopy(centred.values(), k * n, real, 0, n);
            fourier(real, imaginary);
            for (int i = 0; i < size; i++) {
                power[i] += real[i] * real[i] + imaginary[i] * imaginary[i];
            }
        }
        fourier(power, new double[size]);
        double[] covariance = new double[n];
        for (int lag = 0; lag < n; lag++) {
            covariance[lag] = power[lag] / ((double) size * centred.size());
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
