package io.tidewaiter.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * A path of an archive entry relative to the archive's root, in one spelling (OCI image-spec layer.md; section 4.1 of
 * our coverage notes): no leading or trailing slash, no empty, {@code .} or {@code ..} segment; the root is empty.
 *
 * <p>A backslash is an ordinary character, as it is on Linux.
 *
 * @param value the normalised path; {@code ..} at the root stays at the root, as it does for a process chrooted there
 * @param escapes whether a {@code ..} tried to leave the root
 */
public record EntryPath(String value, boolean escapes) {
    public EntryPath {
        Objects.requireNonNull(value);
    }

    /** The normal form of any text; never fails. */
    public static EntryPath normalise(String path) {
        int start = start(path);
        int end = path.length();
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        String body = path.substring(start, end);
        return isNormal(body) ? new EntryPath(body, false) : resolve(body);
    }

    /** Strips what nearly every tar writes in front: {@code /}, {@code ./}, in any number. */
    private static int start(String path) {
        int start = 0;
        while (start < path.length()) {
            if (path.charAt(start) == '/') {
                start++;
            } else if (path.startsWith("./", start)) {
                start += 2;
            } else {
                break;
            }
        }
        return start;
    }

    /** Whether no segment is empty, {@code .} or {@code ..}. */
    private static boolean isNormal(String body) {
        if (!body.isEmpty() && !isDotOrSlash(body.charAt(0))) {
            int slash = body.indexOf('/');
            while (slash >= 0 && !isDotOrSlash(body.charAt(slash + 1))) {
                slash = body.indexOf('/', slash + 1);
            }
            if (slash < 0) {
                return true; // nearly every path
            }
        }
        int segment = 0;
        int length = body.length();
        for (int i = 0; i <= length; i++) {
            if (i == length || body.charAt(i) == '/') {
                int size = i - segment;
                boolean dots = (size == 1 && body.charAt(segment) == '.')
                        || (size == 2 && body.charAt(segment) == '.' && body.charAt(segment + 1) == '.');
                if (dots || (size == 0 && length > 0)) {
                    return false;
                }
                segment = i + 1;
            }
        }
        return true;
    }

    private static boolean isDotOrSlash(char one) {
        return one == '.' || one == '/';
    }

    private static EntryPath resolve(String body) {
        Deque<String> kept = new ArrayDeque<>();
        boolean escapes = false;
        for (String segment : body.split("/")) {
            if (segment.equals("..")) {
                escapes |= kept.pollLast() == null;
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        return new EntryPath(String.join("/", kept), escapes);
    }
}
