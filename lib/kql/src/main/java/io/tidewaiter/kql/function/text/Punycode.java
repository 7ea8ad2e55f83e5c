package io.tidewaiter.kql.function.text;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Punycode (RFC 3492) of a text, and of the labels of a domain name. */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int BIAS = 72;
    private static final int FIRST = 0x80;
    private static final int CHARS_MAX = 4096;

    private Punycode() {}

    static @Nullable String encode(String text) {
        int[] points = text.codePoints().toArray();
        if (points.length > CHARS_MAX) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        for (int c : points) {
            if (c < FIRST) {
                out.append((char) c);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0 && basic < points.length) {
            out.append('-');
        }
        int n = FIRST;
        long delta = 0;
        int bias = BIAS;
        while (handled < points.length) {
            int next = Integer.MAX_VALUE;
            for (int c : points) {
                next = c >= n && c < next ? c : next;
            }
            delta += (long) (next - n) * (handled + 1);
            n = next;
            for (int c : points) {
                if (c < n) {
                    delta++;
                } else if (c == n) {
                    variable(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return out.toString();
    }

    private static void variable(StringBuilder out, long delta, int bias) {
        long q = delta;
        for (int k = BASE; ; k += BASE) {
            int t = Math.clamp(k - bias, T_MIN, T_MAX);
            if (q < t) {
                out.append(digit((int) q));
                return;
            }
            out.append(digit((int) (t + (q - t) % (BASE - t))));
            q = (q - t) / (BASE - t);
        }
    }

    private static char digit(int d) {
        return (char) (d < 26 ? 'a' + d : '0' + d - 26);
    }

    private static int adapt(long delta, int count, boolean isFirst) {
        long d = isFirst ? delta / DAMP : delta / 2;
        d += d / count;
        int k = 0;
        while (d > (BASE - T_MIN) * T_MAX / 2) {
            d /= BASE - T_MIN;
            k += BASE;
        }
        return (int) (k + (BASE - T_MIN + 1) * d / (d + SKEW));
    }

    static @Nullable String decode(String text) {
        if (text.length() > CHARS_MAX || !text.chars().allMatch(c -> c < FIRST)) {
            return null;
        }
        int dash = text.lastIndexOf('-');
        List<Integer> out = new ArrayList<>();
        text.chars().limit(Math.max(dash, 0)).forEach(out::add);
        int at = dash > 0 ? dash + 1 : 0;
        long i = 0;
        int n = FIRST;
        int bias = BIAS;
        while (at < text.length()) {
            long before = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int d = at < text.length() ? value(text.charAt(at++)) : -1;
                i += d * weight;
                if (d < 0 || i > Integer.MAX_VALUE) {
                    return null;
                }
                int t = Math.clamp(k - bias, T_MIN, T_MAX);
                if (d < t) {
                    break;
                }
                weight *= BASE - t;
            }
            bias = adapt(i - before, out.size() + 1, before == 0);
            n += (int) (i / (out.size() + 1));
            i %= out.size() + 1;
            if (!Character.isValidCodePoint(n)) {
                return null;
            }
            out.add((int) i++, n);
        }
        StringBuilder result = new StringBuilder();
        out.forEach(result::appendCodePoint);
        return result.toString();
    }

    private static int value(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0' + 26;
        }
        int lower = Character.toLowerCase(c);
        return lower >= 'a' && lower <= 'z' ? lower - 'a' : -1;
    }

    static @Nullable String domainToAscii(String domain) {
        return idn(domain, d -> IDN.toASCII(d, IDN.ALLOW_UNASSIGNED));
    }

    static @Nullable String domainToUnicode(String domain) {
        return idn(domain, d -> IDN.toUnicode(d, IDN.ALLOW_UNASSIGNED));
    }

    private static @Nullable String idn(String domain, UnaryOperator<String> conversion) {
        if (domain.length() > CHARS_MAX) {
            return null;
        }
        try {
            return conversion.apply(domain);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
