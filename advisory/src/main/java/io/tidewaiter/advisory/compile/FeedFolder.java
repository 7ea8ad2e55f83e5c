package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.AdvisoryException;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.unpack.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of feeds as OSV lays them out: {@code <Ecosystem>/all.zip} and other archives, loose {@code .json} documents,
 * and beside them {@code kev/known_exploited_vulnerabilities.json} and {@code epss/*.csv[.gz]}; and the documents of
 * {@link AllFeeds}, each in the folder that its feed names. Every file may be packed as {@link Packing} knows it.
 *
 * @param inputs sorted by name, so that equal folders are read in equal order
 */
record FeedFolder(List<Input> inputs) {
    private static final int DEPTH_MAX = 12;

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

    FeedFolder {
        inputs = List.copyOf(inputs);
    }

    static FeedFolder of(Path folder, int filesMax) {
        if (!Files.isDirectory(folder)) {
            throw new AdvisoryException(
                    AdvisoryException.Code.UNREADABLE,
                    "compile advisories from " + folder + ": there is no such folder; name the folder that holds "
                            + "<Ecosystem>/all.zip");
        }
        try (Stream<Path> files = Files.find(
                folder, DEPTH_MAX, (path, attributes) -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))) {
            List<Input> inputs = files.limit(filesMax + 1L)
                    .flatMap(path -> input(folder, path).stream())
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
            if (inputs.size() > filesMax) {
                throw new AdvisoryException(
                        AdvisoryException.Code.LIMIT_REACHED,
                        "compile advisories from " + folder + ": more than " + filesMax + " files; zip the documents");
            }
            return new FeedFolder(inputs);
        } catch (IOException e) {
            throw new AdvisoryException(
                    AdvisoryException.Code.UNREADABLE, "compile advisories from " + folder + ": " + e, e);
        }
    }

    private static List<Input> input(Path folder, Path path) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        String lower = name.toLowerCase(Locale.ROOT);
        int slash = name.indexOf('/');
        Feed feed = slash < 0 ? null : AllFeeds.ofFolder(name.substring(0, slash));
        if (feed != null) {
            String below = name.substring(slash + 1);
            boolean isDocument = Packing.isArchive(below) || feed.reads(Packing.plainName(below));
            return isDocument ? List.of(new Input(Kind.FEED, name, path, feed)) : List.of();
        }
        boolean isEpss = lower.startsWith("epss/");
        if (lower.startsWith("kev/")) {
            return lower.endsWith(".json") ? List.of(new Input(Kind.KEV, name, path)) : List.of();
        }
        if (isEpss) {
            boolean isScores = lower.endsWith(".csv") || lower.endsWith(".csv.gz");
            return isScores ? List.of(new Input(Kind.EPSS, name, path)) : List.of();
        }
        if (Packing.isArchive(lower)) {
            return List.of(new Input(Kind.ARCHIVE, name, path));
        }
        return Packing.plainName(lower).endsWith(".json") ? List.of(new Input(Kind.DOCUMENT, name, path)) : List.of();
    }
}
