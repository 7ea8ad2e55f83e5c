package io.tidewaiter.catalog.channel;

import io.tidewaiter.catalog.fact.Fact;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the macros of an image's rpm say that its database is. Macros are no channel of a distribution, but facts of the
 * same kind; {@link #isOne} tells them apart.
 *
 * @param folder without a slash at either end; empty where no macro says it plainly
 * @param backend {@code sqlite}, {@code ndb}, {@code bdb}, {@code bdb_ro}; empty where no macro says it plainly
 */
public record RpmDatabase(String folder, String backend) {
    static final String PATH = "rpm-macro-dbpath";
    static final String BACKEND = "rpm-macro-db-backend";

    /** A value that is written with macros that are not known: whatever a file that is read before says is not it. */
    static final String UNREAD = "?";

    /** Of an image without macros. */
    public static final RpmDatabase UNKNOWN = new RpmDatabase("", "");

    /** Whether a channel is a macro of rpm. */
    public static boolean isOne(String channel) {
        return channel.startsWith("rpm-macro-");
    }

    /**
     * What an image's files say; of several the one that rpm reads last.
     *
     * @param facts of the files by their paths
     */
    public static RpmDatabase of(Map<String, ? extends Collection<? extends Fact>> facts) {
        Map<String, String> last = new TreeMap<>();
        Map<String, Integer> ranks = new TreeMap<>();
        new TreeMap<>(facts).forEach((path, said) -> {
            for (Fact fact : said) {
                if (fact instanceof Fact.ChannelFact found) {
                    for (String channel : found.channels()) {
                        int colon = channel.indexOf(':');
                        String kind = channel.substring(0, Math.max(0, colon));
                        if (isOne(channel) && rank(path) >= ranks.getOrDefault(kind, 0)) {
                            ranks.put(kind, rank(path));
                            last.put(kind, channel.substring(colon + 1));
                        }
                    }
                }
            }
        });
        last.values().removeIf(UNREAD::equals);
        return new RpmDatabase(trimmed(last.getOrDefault(PATH, "")), last.getOrDefault(BACKEND, ""));
    }

    /** rpm reads its own macros, those of packages beside them, those of the system, and the administrator's at last. */
    private static int rank(String path) {
        return switch (path.substring(0, path.lastIndexOf('/') + 1)) {
            case "usr/lib/rpm/" -> 1;
            case "usr/lib/rpm/macros.d/" -> 2;
            default -> path.equals("etc/rpm/macros") ? 4 : 3;
        };
    }

    private static String trimmed(String path) {
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return path.startsWith("/") ? path.substring(1, Math.max(1, end)) : "";
    }
}
