package io.tidewaiter.kql.function.parse;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IPv6 addresses and networks; an IPv4 address is the IPv6 address that maps it. */
final class Ipv6 {
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int GROUPS = 8;
    private static final int CHARS_MAX = 64;

    private Ipv6() {}

    private record Network(int[] groups, int length) {
        int[] masked(int bits) {
            int[] masked = groups.clone();
            for (int i = 0; i < GROUPS; i++) {
                int kept = Math.clamp(bits - 16L * i, 0, 16);
                masked[i] &= kept == 0 ? 0 : (0xffff << (16 - kept)) & 0xffff;
            }
            return masked;
        }
    }

    private static Optional<Network> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > CHARS_MAX) {
            return Optional.empty();
        }
        Optional<Ipv4.Network> mapped = Ipv4.parse(trimmed);
        if (mapped.isPresent()) {
            long a = mapped.get().address();
            int[] groups = {0, 0, 0, 0, 0, 0xffff, (int) (a >> 16), (int) (a & 0xffff)};
            return Optional.of(new Network(groups, 96 + mapped.get().length()));
        }
        int slash = trimmed.indexOf('/');
        String address = slash < 0 ? trimmed : trimmed.substring(0, slash);
        String suffix = slash < 0 ? "128" : trimmed.substring(slash + 1);
        if (!suffix.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(suffix);
        int lastColon = address.lastIndexOf(':');
        String tail = address.substring(lastColon + 1);
        if (tail.contains(".")) {
            // the last four bytes may be written as IPv4, whose network length then counts within them
            Optional<Ipv4.Network> inner = Ipv4.parse(tail);
            if (inner.isEmpty()) {
                return Optional.empty();
            }
            long a = inner.get().address();
            String rest = Integer.toHexString((int) (a >> 16)) + ":" + Integer.toHexString((int) (a & 0xffff));
            int bits = slash >= 0 && length <= 32 ? 96 + length : length;
            String head = lastColon == 1 && address.startsWith("::") ? "::ffff:" : address.substring(0, lastColon + 1);
            return groups(head + rest).map(g -> new Network(g, Math.min(bits, 128)));
        }
        return length > 128 ? Optional.empty() : groups(address).map(g -> new Network(g, length));
    }

    private static Optional<int[]> groups(String address) {
        int gap = address.indexOf("::");
        String head = gap < 0 ? address : address.substring(0, gap);
        String tail = gap < 0 ? "" : address.substring(gap + 2);
        String[] first = head.isEmpty() ? new String[0] : head.split(":", GROUPS + 1);
        String[] last = tail.isEmpty() ? new String[0] : tail.split(":", GROUPS + 1);
        int count = first.length + last.length;
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            return Optional.empty();
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < count; i++) {
            String group = i < first.length ? first[i] : last[i - first.length];
            if (!GROUP.matcher(group).matches()) {
                return Optional.empty();
            }
            groups[i < first.length ? i : GROUPS - count + i] = Integer.parseInt(group, 16);
        }
        return Optional.of(groups);
    }

    static @Nullable String text(String ip, long length) {
        Optional<Network> network = parse(ip);
        if (network.isEmpty() || length < 0 || length > 128) {
            return null;
        }
        int[] groups = network.get().masked((int) Math.min(length, network.get().length()));
        StringBuilder out = new StringBuilder();
        for (int group : groups) {
            out.append(out.isEmpty() ? "" : ":").append(String.format("%04x", group));
        }
        return out.toString();
    }

    static @Nullable Long compare(String one, String other, long length) {
        Optional<Network> a = parse(one);
        Optional<Network> b = parse(other);
        if (a.isEmpty() || b.isEmpty() || length < 0 || length > 128) {
            return null;
        }
        int shared = (int) Math.min(length, Math.min(a.get().length(), b.get().length()));
        return (long)
                Integer.signum(Arrays.compare(a.get().masked(shared), b.get().masked(shared)));
    }

    static @Nullable Boolean isInRange(String ip, String range) {
        Optional<Network> address = parse(ip);
        Optional<Network> network = parse(range);
        if (address.isEmpty() || network.isEmpty()) {
            return null;
        }
        int length = network.get().length();
        return Arrays.equals(address.get().masked(length), network.get().masked(length));
    }

    /** The ranges are an array of texts and of arrays of texts. */
    static @Nullable Boolean isInAnyRange(String ip, String ranges) {
        return parse(ip).isEmpty()
                ? null
                : (Boolean) Ipv4.flat(ranges).stream().anyMatch(r -> Boolean.TRUE.equals(isInRange(ip, r)));
    }
}
