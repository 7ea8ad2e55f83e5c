package io.tidewaiter.catalog.channel;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The channels that one file names: {@code kind:value}, printable ASCII, bounded in length and number. */
final class Channels {
    private static final int MAX = 500;
    private static final int VALUE_CHARS_MAX = 200;

    private final SortedSet<String> found = new TreeSet<>();
    private int leftOut;

    /** Takes a channel; a value that is empty, too long or not plain text is none. */
    void add(String kind, String value) {
        String plain = value.strip();
        boolean isPlain = !plain.isEmpty()
                && plain.length() <= VALUE_CHARS_MAX
                && plain.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        if (!isPlain) {
            return;
        }
        if (found.size() < MAX) {
            found.add(kind + ":" + plain);
        } else {
            leftOut++;
        }
    }

    List<String> all() {
        return List.copyOf(found);
    }

    /** How many were too many. */
    int leftOut() {
        return leftOut;
    }

    /** The host of a URL without user, password, port, path and query: these may hold secrets. */
    static String host(String url) {
        int start = url.indexOf("://");
        if (start < 0) {
            return "";
        }
        int end = start + 3;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(start + 3, end);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
