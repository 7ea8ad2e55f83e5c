package io.tidewaiter.advisory.fetch;

import io.tidewaiter.advisory.AdvisoryException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a file of the feed folder comes from.
 *
 * @param path below the feed folder, with slashes: {@code debian-tracker/data.json}
 * @param url http or https
 */
public record FeedSource(String path, URI url) {
    private static final int LINES_MAX = 10_000;

    public FeedSource {
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        if (!(scheme.equals("https") || scheme.equals("http")) || url.getHost() == null) {
            throw refused("the address of " + path + " is not http or https: " + scheme);
        }
        if (url.getUserInfo() != null) {
            throw refused("the address of " + path + " holds a password; use a mirror that asks for none");
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.indexOf('\\') >= 0) {
                throw refused("a path that does not lie in the feed folder: " + path);
            }
        }
    }

    /** The lines of a sources file: a path, blanks, an address; empty lines and those that begin with # say nothing. */
    public static List<FeedSource> parse(List<String> lines) {
        if (lines.size() > LINES_MAX) {
            throw refused("more than " + LINES_MAX + " lines");
        }
        List<FeedSource> sources = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int blank = text.lastIndexOf(' ');
            if (blank < 0) {
                throw refused("a line that is not a path and an address: " + text);
            }
            FeedSource source = new FeedSource(text.substring(0, blank).strip(), address(text.substring(blank + 1)));
            if (!paths.add(source.path())) {
                throw refused("two addresses for " + source.path());
            }
            sources.add(source);
        }
        return sources;
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw refused("no web address: " + text);
        }
    }

    private static AdvisoryException refused(String why) {
        String shown = why.length() <= 200 ? why : why.substring(0, 200) + "…";
        return new AdvisoryException(
                AdvisoryException.Code.UNREADABLE,
                "read the sources of feeds: " + shown.replaceAll("\\p{Cntrl}", "?")
                        + "; a line is <path in the feed folder> <address>");
    }
}
