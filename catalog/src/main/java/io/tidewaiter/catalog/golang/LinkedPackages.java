package io.tidewaiter.catalog.golang;

import io.tidewaiter.catalog.golang.ProgramImage.Part;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The packages of which a program holds code, from the names of its functions (runtime, "pclntab", since Go 1.16; it is
 * there in stripped programs too, because the runtime needs it).
 *
 * <p>The table names every function that the linker kept, and every one that was inlined into such a one. So a package
 * without any name in it has no code in the program, whatever the module list says. Kept are packages and not
 * functions: some hundred words instead of some ten thousand, and no question about how a method is spelled. Programs
 * whose names do not include {@code main.main} and {@code runtime.main} tell nothing: a part of them lies elsewhere
 * (shared libraries), or their names were changed.
 */
final class LinkedPackages {
    private static final int ALIGNMENT = 8;
    private static final int HEADER_BYTES = 8;
    private static final int PACKAGES_MAX = 20_000;
    private static final int NAMES_BYTES_MAX = 128 << 20;
    /** Low byte of the magic number, and how many words lie before the offset of the names. */
    private static final int GO_1_16 = 0xfa;

    private static final int GO_1_18 = 0xf0;
    private static final int GO_1_20 = 0xf1;
    private static final int SEARCHES_OF_FILE_MAX = 4;

    private final ProgramImage image;
    private final ProgramBytes bytes;

    private LinkedPackages(ProgramImage image) {
        this.image = image;
        this.bytes = image.bytes();
    }

    /** Import paths, {@code main} among them; empty where the program does not tell. */
    static Optional<Set<String>> of(ProgramImage image) {
        return new LinkedPackages(image).search();
    }

    private Optional<Set<String>> search() {
        long left = (long) SEARCHES_OF_FILE_MAX * bytes.size();
        for (Part part : image.mapped()) {
            left -= part.length();
            if (left < 0) {
                return Optional.empty();
            }
            long end = part.offset() + part.length() - HEADER_BYTES;
            for (long at = part.offset() + Math.floorMod(-part.address(), ALIGNMENT); at <= end; at += ALIGNMENT) {
                if (isHeader(at)) {
                    Optional<Set<String>> found = read(at, part.offset() + part.length());
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** {@code fffffff1 0 0 quantum pointer-size}, in either order of bytes. */
    private boolean isHeader(long at) {
        byte[] content = bytes.content();
        int i = (int) at;
        if (content[i + 1] != (byte) 0xff || content[i + 2] != (byte) 0xff || content[i + 4] != 0) {
            return false;
        }
        int quantum = content[i + 6];
        int pointer = content[i + 7];
        return content[i + 5] == 0
                && content[i + (bytes.bigEndian() ? 0 : 3)] == (byte) 0xff
                && (quantum == 1 || quantum == 2 || quantum == 4)
                && (pointer == 4 || pointer == 8);
    }

    private Optional<Set<String>> read(long header, long end) {
        int magic = bytes.u8(header + (bytes.bigEndian() ? 3 : 0));
        int before = switch (magic) {
            case GO_1_16 -> 2;
            case GO_1_18, GO_1_20 -> 3;
            default -> -1;
        };
        if (before < 0) {
            return Optional.empty();
        }
        int word = bytes.u8(header + 7);
        long place = header + HEADER_BYTES + (long) before * word;
        long from = bytes.word(place, word == 8);
        long to = bytes.word(place + word, word == 8);
        boolean isInside = from > 0 && to > from && to <= end - header && to - from <= NAMES_BYTES_MAX;
        if (!isInside) {
            return Optional.empty();
        }
        return packages((int) (header + from), (int) (header + to));
    }

    private Optional<Set<String>> packages(int from, int to) {
        byte[] content = bytes.content();
        Set<String> packages = new HashSet<>();
        int lastFrom = 0;
        int lastLength = -1;
        boolean hasMain = false;
        boolean hasRuntime = false;
        int end;
        for (int at = from; at < to; at = end + 1) {
            end = at;
            while (end < to && content[end] != 0) {
                end++;
            }
            int length = packageLength(content, at, end);
            if (length > 0 && !isSame(content, lastFrom, lastLength, at, length)) {
                packages.add(unescaped(new String(content, at, length, StandardCharsets.UTF_8)));
                lastFrom = at;
                lastLength = length;
            }
            hasMain |= isName(content, at, end, "main.main");
            hasRuntime |= isName(content, at, end, "runtime.main");
            if (packages.size() > PACKAGES_MAX) {
                return Optional.empty();
            }
        }
        return hasMain && hasRuntime ? Optional.of(packages) : Optional.empty();
    }

    /** What stands before the first point behind the last slash; 0 for what is no function of a package. */
    private static int packageLength(byte[] content, int from, int end) {
        int point = -1;
        for (int i = from; i < end; i++) {
            byte c = content[i];
            if (c == '(' || c == '[') {
                break;
            }
            if (c == ':') {
                return 0; // the linker's own: type:.eq.…, go:…
            }
            if (c == '/') {
                point = -1;
            } else if (c == '.' && point < 0) {
                point = i;
            }
        }
        return point < 0 ? 0 : point - from;
    }

    private static boolean isSame(byte[] content, int one, int oneLength, int other, int otherLength) {
        if (oneLength != otherLength) {
            return false;
        }
        for (int i = oneLength - 1; i >= 0; i--) {
            if (content[one + i] != content[other + i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(byte[] content, int from, int end, String name) {
        if (end - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (content[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The compiler writes points of the last element, and what would be hard to read, as {@code %2e}. */
    private static String unescaped(String path) {
        int percent = path.indexOf('%');
        if (percent < 0) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(path.charAt(i + 2), 16);
            if (path.charAt(i) == '%' && low >= 0) {
                out.append((char) (high << 4 | low));
                i += 2;
            } else {
                out.append(path.charAt(i));
            }
        }
        return out.toString();
    }
}
