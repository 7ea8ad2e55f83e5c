package io.tidewaiter.kql.function.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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
    private static final String PREFIX = "xn--";
    /** What parts the labels of a domain name (RFC 3490, 3.1). */
    private static final Pattern DOTS = Pattern.compile("[.\u3002\uff0e\uff61]");

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

    /** The labels of a domain name that are not ASCII, each in its form with {@code xn--}. */
    static @Nullable String encodeDomain(String domain) {
        return labels(domain, label -> {
            String encoded = label.chars().allMatch(c -> c < FIRST) ? label : encode(label);
            return encoded == null || encoded.equals(label) ? encoded : PREFIX + encoded;
        });
    }

    /** The labels of a domain name that begin with {@code xn--}, each as it is meant. */
    static @Nullable String decodeDomain(String domain) {
        return labels(
                domain,
                label -> label.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                        ? decode(label.substring(PREFIX.length()))
                        : label);
    }

    private static @Nullable String labels(String domain, Conversion conversion) {
        if (domain.length() > CHARS_MAX) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        for (String label : DOTS.split(domain, -1)) {
            String converted = conversion.of(label);
            if (converted == null) {
                return null;
            }
            out.append(out.isEmpty() ? "" : ".").append(converted);
        }
        return out.toString();
    }

    private interface Conversion {
        @Nullable
        String of(String label);
    }
}
