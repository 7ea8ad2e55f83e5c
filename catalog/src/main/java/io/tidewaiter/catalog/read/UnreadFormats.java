package io.tidewaiter.catalog.read;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files that tell of packages in a form that this version does not read: seen, counted and said (coverage notes 1.1 and
 * 2.1). A reader for one of them takes its line out of here.
 */
public final class UnreadFormats {
    private static final int OF_A_FORMAT_MAX = 20;

    private record Format(String name, String hint, Pattern path) {}

    /** The hint is a cheap test for the many paths that fit no pattern. */
    private static final List<Format> FORMATS =
            List.of(new Format("snap", ".snap", Pattern.compile("(?:.*/)?snaps/[^/]+\\.snap")));

    private final Map<String, Integer> seen = new HashMap<>();

    /** The names of the forms, sorted. */
    public static List<String> names() {
        return FORMATS.stream().map(Format::name).sorted().toList();
    }

    /** The fact that a file is of such a form; bounded per form. */
    public Optional<Fact> of(FileEntry file) {
        for (Format format : FORMATS) {
            if (file.path().contains(format.hint())
                    && format.path().matcher(file.path()).matches()) {
                return seen.merge(format.name(), 1, Integer::sum) > OF_A_FORMAT_MAX
                        ? Optional.empty()
                        : Optional.of(new Fact.UnreadFact(
                                CoverageFact.Kind.FORMAT_UNREAD,
                                "",
                                "packages in the form " + format.name() + " are not read by this version"));
            }
        }
        return Optional.empty();
    }
}
