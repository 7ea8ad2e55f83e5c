package io.tidewaiter.kql.function.json;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The discrete Fourier transform of series of any length: by halves where the length is a power of two, else as a
 * convolution of such a length (Bluestein), so that no length costs more than n log n.
 */
final class Fourier {
    private static final int LENGTH_MAX = 1 << 20;

    private final double[] real;
    private final double[] imaginary;

    private Fourier(double[] real, double[] imaginary) {
        this.real = real;
        this.imaginary = imaginary;
    }

    /**
     * The members {@code real} and {@code imag} of a transformed series, as a bag.
     *
     * @param imaginary of the series; null where it is real
     * @param isInverse whether back from the frequencies, which divides by the length
     * @return null where a part is no array of finite numbers, or they are of different lengths
     */
    static @Nullable String transformed(@Nullable Object real, @Nullable Object imaginary, boolean isInverse) {
        double[] re = real == null ? null : finite((String) real);
        double[] im =
                imaginary == null || re == null ? new double[re == null ? 0 : re.length] : finite((String) imaginary);
        if (re == null || im == null || re.length != im.length) {
            return null;
        }
        Fourier result =
                isInverse ? new Fourier(im, re).forward().over(re.length).turned() : new Fourier(re, im).forward();
        Map<String, Json> bag = new LinkedHashMap<>();
        bag.put("real", reals(result.real));
        bag.put("imag", reals(result.imaginary));
        return new Json.Bag(bag).json();
    }

    /** The elements of a series; null where it is no array of finite numbers, or longer than {@value #LENGTH_MAX}. */
    static double @Nullable [] finite(String series) {
        double[] all = Series.numbers(series).orElse(null);
        if (all == null || all.length > LENGTH_MAX) {
            return null;
        }
        for (double one : all) {
            if (!Double.isFinite(one)) {
                return null;
            }
        }
        return all;
    }

    /** An array of reals. */
    static Json reals(double[] numbers) {
        List<Json> all = new ArrayList<>(numbers.length);
        for (double number : numbers) {
            all.add(Double.isFinite(number) ? Json.of(number) : new Json.Null());
        }
        return new Json.Array(all);
    }

    private Fourier forward() {
        int n = real.length;
        return Integer.bitCount(n) <= 1 ? byHalves() : byConvolution();
    }

    /** Real and imaginary parts changed over: the inverse is the transform between two of these. */
    private Fourier turned() {
        return new Fourier(/* real= */ imaginary, /* imaginary= */ real);
    }

    private Fourier over(int divisor) {
        for (int i = 0; i < real.length; i++) {
            real[i] /= divisor;
            imaginary[i] /= divisor;
        }
        return this;
    }

    /** The length is a power of two, or 0. */
    private Fourier byHalves() {
        int n = real.length;
        double[] re = new double[n];
        double[] im = new double[n];
        int bits = Integer.numberOfTrailingZeros(n);
        for (int i = 0; i < n; i++) {
            int from = n == 1 ? 0 : Integer.reverse(i) >>> (Integer.SIZE - bits);
            re[i] = real[from];
            im[i] = imaginary[from];
        }
        for (int half = 1; half < n; half *= 2) {
            for (int k = 0; k < half; k++) {
                double angle = -Math.PI * k / half;
                double cos = Math.cos(angle);
                double sin = Math.sin(angle);
                for (int i = k; i < n; i += 2 * half) {
                    double x = re[i + half] * cos - im[i + half] * sin;
                    double y = re[i + half] * sin + im[i + half] * cos;
                    re[i + half] = re[i] - x;
                    im[i + half] = im[i] - y;
                    re[i] += x;
                    im[i] += y;
                }
            }
        }
        return new Fourier(re, im);
    }

    private Fourier byConvolution() {
        int n = real.length;
        int size = Integer.highestOneBit(2 * n - 1) * 2;
        Fourier turned = new Fourier(new double[size], new double[size]);
        Fourier chirp = new Fourier(new double[size], new double[size]);
        double[] cos = new double[n];
        double[] sin = new double[n];
        for (int i = 0; i < n; i++) {
            double angle = Math.PI * ((long) i * i % (2L * n)) / n;
            cos[i] = Math.cos(angle);
            sin[i] = Math.sin(angle);
            turned.real[i] = real[i] * cos[i] + imaginary[i] * sin[i];
            turned.imaginary[i] = imaginary[i] * cos[i] - real[i] * sin[i];
            chirp.real[i] = cos[i];
            chirp.imaginary[i] = sin[i];
            chirp.real[(size - i) % size] = cos[i];
            chirp.imaginary[(size - i) % size] = sin[i];
        }
        Fourier product = turned.byHalves().times(chirp.byHalves());
        Fourier convolved = product.turned().byHalves().over(size).turned();
        Fourier result = new Fourier(new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            result.real[i] = convolved.real[i] * cos[i] + convolved.imaginary[i] * sin[i];
            result.imaginary[i] = convolved.imaginary[i] * cos[i] - convolved.real[i] * sin[i];
        }
        return result;
    }

    private Fourier times(Fourier other) {
        Fourier product = new Fourier(new double[real.length], new double[real.length]);
        for (int i = 0; i < real.length; i++) {
            product.real[i] = real[i] * other.real[i] - imaginary[i] * other.imaginary[i];
            product.imaginary[i] = real[i] * other.imaginary[i] + imaginary[i] * other.real[i];
        }
        return product;
    }
}
