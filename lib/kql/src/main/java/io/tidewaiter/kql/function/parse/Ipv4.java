package io.tidewaiter.kql.function.parse;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** IPv4 addresses and networks, as whole numbers of 32 bits. */
final class Ipv4 {
    private static final Pattern ADDRESS =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");
    private static final Pattern IN_TEXT =
            Pattern.compile("(?<![A-Za-z0-9.])\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}(?![A-Za-z0-9])(?!\\.\\d)");
    private static final List<Network> PRIVATE = Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
            .flatMap(s -> parse(s).stream())
            .toList();

    private Ipv4() {}

    /** An address with the length of its network, 32 where there is none. */
    record Network(long address, int length) {
        long first() {
            return address & mask(length);
        }

        boolean contains(long other) {
            return (other & mask(length)) == first();
        }
    }

    static Optional<Network> parse(String text) {
        Matcher m = ADDRESS.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(m.group(i));
            if (part > 255) {
                return Optional.empty();
            }
            address = address * 256 + part;
        }
        int length = m.group(5) == null ? 32 : Integer.parseInt(m.group(5));
        return length > 32 ? Optional.empty() : Optional.of(new Network(address, length));
    }

    private static long mask(int length) {
        return length == 0 ? 0 : (0xffffffffL << (32 - length)) & 0xffffffffL;
    }

    private static boolean isLength(long length) {
        return length >= 0 && length <= 32;
    }

    static @Nullable Long number(String text) {
        return parse(text).map(Network::first).orElse(null);
    }

    static @Nullable Long masked(String text, long length) {
        return isLength(length)
                ? parse(text).map(n -> n.first() & mask((int) length)).orElse(null)
                : null;
    }

    static @Nullable Long suffix(String text) {
        return parse(text).map(n -> (long) n.length()).orElse(null);
    }

    static @Nullable String format(String text, long length, boolean hasLength) {
        return parse(text)
                .flatMap(n -> format(n.address(), Math.min(length, n.length()), hasLength, length))
                .orElse(null);
    }

    static @Nullable String format(long address, long length, boolean hasLength) {
        return address < 0 || address > 0xffffffffL
                ? null
                : format(address, length, hasLength, length).orElse(null);
    }

    private static Optional<String> format(long address, long length, boolean hasLength, long asked) {
        if (!isLength(length) || !isLength(asked)) {
            return Optional.empty();
        }
        long first = address & mask((int) length);
        return Optional.of(dotted(first) + (hasLength ? "/" + length : ""));
    }

    private static String dotted(long address) {
        return (address >> 24) + "." + ((address >> 16) & 255) + "." + ((address >> 8) & 255) + "." + (address & 255);
    }

    static @Nullable Long compare(String one, String other, long length) {
        Optional<Network> a = parse(one);
        Optional<Network> b = parse(other);
        if (a.isEmpty() || b.isEmpty() || !isLength(length)) {
            return null;
        }
        int shared = (int) Math.min(length, Math.min(a.get().length(), b.get().length()));
        return (long) Long.compare(a.get().address() & mask(shared), b.get().address() & mask(shared));
    }

    static @Nullable Boolean isInRange(String ip, String range) {
        Optional<Network> address = parse(ip);
        Optional<Network> network = parse(range);
        if (address.isEmpty() || network.isEmpty()) {
            return null;
        }
        return network.get().contains(address.get().address());
    }

    /** The ranges are an array of texts and of arrays of texts. */
    static @Nullable Boolean isInAnyRange(String ip, String ranges) {
        Optional<Network> address = parse(ip);
        if (address.isEmpty()) {
            return null;
        }
        return flat(ranges).stream()
                .flatMap(r -> parse(r).stream())
                .anyMatch(n -> n.contains(address.get().address()));
    }

    /** The texts of an array in which arrays count as their elements. */
    static List<String> flat(String json) {
        List<String> texts = new ArrayList<>();
        if (Json.parse(json).orElse(null) instanceof Json.Array array) {
            array.elements().forEach(e -> {
                if (e instanceof Json.Array inner) {
                    inner.elements().forEach(i -> texts.add(i.text()));
                } else {
                    texts.add(e.text());
                }
            });
        }
        return texts;
    }

    static @Nullable Boolean isPrivate(String ip) {
        return parse(ip)
                .map(n -> PRIVATE.stream().anyMatch(p -> p.contains(n.address()) && n.length() >= p.length()))
                .orElse(null);
    }

    static @Nullable String networks(String start, String end) {
        Optional<Network> from = parse(start);
        Optional<Network> to = parse(end);
        if (from.isEmpty() || to.isEmpty()) {
            return null;
        }
        List<Json> networks = new ArrayList<>();
        long at = from.get().address();
        long last = to.get().address();
        while (at <= last) {
            int length = 32;
            while (length > 0 && (at & mask(length - 1)) == at && at + (1L << (33 - length)) - 1 <= last) {
                length--;
            }
            networks.add(new Json.Text(dotted(at) + "/" + length));
            at += 1L << (32 - length);
        }
        return new Json.Array(networks).json();
    }

    /** Whether an address, or one with the prefix, stands in the text between characters that are no letters or digits. */
    static boolean isIn(String text, String ip, boolean isPrefix) {
        boolean isValid = isPrefix
                ? ip.matches("(?:\\d{1,3}\\.){1,3}(?:\\d{1,3})?")
                        && (ip.endsWith(".") || parse(ip).isPresent())
                : parse(ip).isPresent();
        if (!isValid) {
            return false;
        }
        Matcher m = IN_TEXT.matcher(text);
        while (m.find()) {
            boolean isBegin = isPrefix && ip.endsWith(".");
            boolean isFound = isBegin ? m.group().startsWith(ip) : m.group().equals(ip);
            if (isFound && parse(m.group()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    static boolean isAnyIn(String text, String ips, boolean isPrefix) {
        return flat(ips).stream().anyMatch(ip -> isIn(text, ip, isPrefix));
    }
}
