package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.AdvisoryException;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.unpack.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of feeds as OSV lays them out: {@code <Ecosystem>/all.zip} and other archives, loose {@code .json} documents,
 * and beside them {@code kev/known_exploited_vulnerabilities.json} and {@code epss/*.csv[.gz]}; and the documents of
 * {@link AllFeeds}, each in the folder that its feed names. Every file may be packed as {@link Packing} knows it.
 *
 * @param inputs sorted by name, so that equal folders are read in equal order
 * @param passed what may hold advisories and is read by nothing where it lies, sorted likewise
 */
record FeedFolder(List<Input> inputs, List<Passed> passed) {
    private static final int DEPTH_MAX = 12;

    /** Endings of what may hold advisories; readme files, signatures and checksums do not. */
    private static final Set<String> DATA =
            Set.of("json", "jsonl", "ndjson", "xml", "csv", "yaml", "yml", "toml", "db", "sqlite", "7z", "rar");

    private static final String LINK = "link";

    /** What kind of file it is. */
    enum Kind {
        ARCHIVE,
        DOCUMENT,
        KEV,
        EPSS,
        FEED
    }

    /** One file; the name is its path in the folder, with slashes; the feed is set where the kind says so. */
    record Input(
            Kind kind, String name, Path path, @Nullable Feed feed) {
        Input(Kind kind, String name, Path path) {
            this(kind, name, path, null);
        }
    }

    /**
     * Files of one kind that are not read.
     *
     * @param place the folder at the top, or what stands for the folder of feeds itself
     * @param kind their ending, without the dot, or {@code link}
     * @param first path of the first
     */
    record Passed(String place, String kind, long files, String first) {
        /** Why, for a person. */
        String reason() {
            String what = kind.equals(LINK) ? "links are not followed" : "." + kind + " files are not read here";
            return what + ": " + first + (files > 1 ? " and " + (files - 1) + " more" : "");
        }
    }

    FeedFolder {
        inputs = List.copyOf(inputs);
        passed = List.copyOf(passed);
    }

    static FeedFolder of(Path folder, int filesMax) {
        if (!Files.isDirectory(folder)) {
            throw new AdvisoryException(
                    AdvisoryException.Code.UNREADABLE,
                    "compile advisories from " + folder + ": there is no such folder; name the folder that holds "
                            + "<Ecosystem>/all.zip");
        }
        try (Stream<Path> files =
                Files.find(folder, DEPTH_MAX, (path, attributes) -> isFileOrLink(folder, path, attributes))) {
            List<Path> paths = files.limit(filesMax + 1L).toList();
            if (paths.size() > filesMax) {
                throw new AdvisoryException(
                        AdvisoryException.Code.LIMIT_REACHED,
                        "compile advisories from " + folder + ": more than " + filesMax + " files; zip the documents");
            }
            return of(folder, paths);
        } catch (IOException e) {
            throw new AdvisoryException(
                    AdvisoryException.Code.UNREADABLE, "compile advisories from " + folder + ": " + e, e);
        }
    }

    private static FeedFolder of(Path folder, List<Path> paths) {
        List<Input> inputs = new ArrayList<>();
        TreeMap<String, Passed> passed = new TreeMap<>();
        for (Path path : paths.stream().sorted().toList()) {
            String name = folder.relativize(path).toString().replace('\\', '/');
            boolean isLink = Files.isSymbolicLink(path);
            List<Input> read = isLink ? List.of() : input(name, path);
            inputs.addAll(read);
            if (read.isEmpty() && !isHidden(name)) {
                passBy(name, isLink ? LINK : ending(name), passed);
            }
        }
        inputs.sort(Comparator.comparing(Input::name));
        return new FeedFolder(inputs, List.copyOf(passed.values()));
    }

    private static boolean isFileOrLink(Path folder, Path path, BasicFileAttributes attributes) {
        return attributes.isRegularFile() || (attributes.isSymbolicLink() && !path.equals(folder));
    }

    /** Whether a folder on the way, or the file, is hidden: {@code .git}, what the fetcher keeps. */
    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.contains("/.");
    }

    private static String ending(String name) {
        String plain = Packing.plainName(name).toLowerCase(Locale.ROOT);
        return plain.substring(plain.lastIndexOf('.') + 1);
    }

    private static void passBy(String name, String kind, TreeMap<String, Passed> passed) {
        int slash = name.indexOf('/');
        String place = slash < 0 ? "the folder" : name.substring(0, slash);
        // A provider of CSAF lists its documents in changes.csv (CSAF 2.0 section 7.1.13), a feed's folder has no
        // others.
        boolean isList = kind.equals("csv") && AllFeeds.ofFolder(place) != null;
        if (kind.equals(LINK) || (DATA.contains(kind) && !isList)) {
            passed.merge(
                    place + "/" + kind,
                    new Passed(place, kind, 1, name),
                    (first, _) -> new Passed(place, kind, first.files() + 1, first.first()));
        }
    }

    private static List<Input> input(String name, Path path) {
        String lower = name.toLowerCase(Locale.ROOT);
        int slash = name.indexOf('/');
        Feed feed = slash < 0 ? null : AllFeeds.ofFolder(name.substring(0, slash));
        if (feed != null) {
            String below = name.substring(slash + 1);
            boolean isDocument = Packing.isArchive(below) || feed.reads(Packing.plainName(below));
            return isDocument ? List.of(new Input(Kind.FEED, name, path, feed)) : List.of();
        }
        String plain = Packing.plainName(lower);
        if (lower.startsWith("kev/")) {
            return plain.endsWith(".json") ? List.of(new Input(Kind.KEV, name, path)) : List.of();
        }
        if (lower.startsWith("epss/")) {
            return plain.endsWith(".csv") ? List.of(new Input(Kind.EPSS, name, path)) : List.of();
        }
        if (Packing.isArchive(lower)) {
            return List.of(new Input(Kind.ARCHIVE, name, path));
        }
        return plain.endsWith(".json") ? List.of(new Input(Kind.DOCUMENT, name, path)) : List.of();
    }
}
