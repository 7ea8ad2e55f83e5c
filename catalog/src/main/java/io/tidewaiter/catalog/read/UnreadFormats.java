package io.tidewaiter.catalog.read;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that tell of packages in a form that this version does not read: seen, counted and said (coverage notes 1.1 and
 * 2.1). A reader for one of them takes its line out of here.
 */
public final class UnreadFormats {
    private static final int OF_A_FORMAT_MAX = 20;

    private record Format(String name, String ending, Pattern path) {}

    /** The ending is a cheap test for the many paths that fit no pattern. */
    private static final List<Format> FORMATS =
            List.of(new Format("snap", ".snap", Pattern.compile("(?:.*/)?snaps/[^/]+\\.snap")));

    /** A program with a file system behind it: its header says so in what ELF pads (AppImage specification, "type 2"). */
    private static final String APP_IMAGE = "AppImage";

    private static final byte[] APP_IMAGE_MARK = {'A', 'I'};
    private static final int MARK_AT = 8;

    private final Map<String, Integer> seen = new HashMap<>();

    /** The names of the forms, sorted. */
    public static List<String> names() {
        return Stream.concat(Stream.of(APP_IMAGE), FORMATS.stream().map(Format::name))
                .sorted()
                .toList();
    }

    /** The fact that a file is of such a form; bounded per form. */
    public Optional<Fact> of(FileEntry file) {
        for (Format format : FORMATS) {
            if (file.path().endsWith(format.ending())
                    && format.path().matcher(file.path()).matches()) {
                return seen.merge(format.name(), 1, Integer::sum) > OF_A_FORMAT_MAX
                        ? Optional.empty()
                        : Optional.of(unread(format.name()));
            }
        }
        return Optional.empty();
    }

    /**
     * The fact that an ELF file is of such a form.
     *
     * @param head its first bytes
     */
    public static Optional<Fact> ofProgram(byte[] head) {
        int version = MARK_AT + APP_IMAGE_MARK.length;
        boolean isAppImage = head.length > version
                && Arrays.equals(head, MARK_AT, version, APP_IMAGE_MARK, 0, APP_IMAGE_MARK.length)
                && (head[version] == 1 || head[version] == 2);
        return isAppImage ? Optional.of(unread(APP_IMAGE)) : Optional.empty();
    }

    private static Fact unread(String format) {
        return new Fact.UnreadFact(
                CoverageFact.Kind.FORMAT_UNREAD,
                "",
                "packages in the form " + format + " are not read by this version");
    }
}
