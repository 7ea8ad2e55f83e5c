package io.tidewaiter.cli.scan;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.ExitCode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code --limit NAME=VALUE}: the limits that a user may move, by the names that messages and the help use. */
final class LimitOptions {
    /** What {@code --limit} knows, for the help. */
    static final String NAMES = "compressed-bytes, expanded-bytes, ratio, entries, path-bytes, depth";

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,15})([kmgt]?)");

    private static final int PATH_BYTES_CAP = 60_000;
    private static final int DEPTH_CAP = 16;

    private LimitOptions() {}

    /** Every limit of a scan with its value where nobody gives another, for people. */
    static String told(CatalogLimits limits) {
        Limits layer = limits.layer();
        return """
                The limits of a scan. What reaches one is told as a coverage fact, and the image is Unverified.

                --limit NAME=VALUE, as often as wanted; VALUE is a number, with k, m, g or t times 1024, 1024^2, ...
                  compressed-bytes  %-8s stored bytes of a layer, or of an archive in it
                  expanded-bytes    %-8s bytes of it once expanded
                  ratio             %-8s expanded bytes for each stored one, judged after the first %s
                  entries           %-8s entries of a layer or archive
                  path-bytes        %-8s bytes of a path or link target; at most %d
                  depth             %-8s archives within archives; at most %d

                --timeout DURATION  %-8s for an image, for example 90s or 15m

                Fixed: the cell that reads an image has %s of memory, %s of it for Java's heap, and %d minutes of processor time.
                """.formatted(
                        bytes(layer.compressedBytesMax()),
                        bytes(layer.expandedBytesMax()),
                        layer.ratioMax(),
                        bytes(layer.ratioFloorBytes()),
                        layer.entriesMax(),
                        bytes(layer.pathBytesMax()),
                        PATH_BYTES_CAP,
                        layer.depthMax(),
                        DEPTH_CAP,
                        limits.timeMax().toMinutes() + "m",
                        bytes(limits.dataBytesMax()),
                        bytes(limits.heapBytesMax()),
                        limits.cpuMax().toMinutes());
    }

    /** In the largest unit that shows it whole. */
    private static String bytes(long count) {
        int unit = Math.min(3, Long.numberOfTrailingZeros(count) / 10);
        return (count >> (10 * unit)) + (unit == 0 ? "" : String.valueOf("kmg".charAt(unit - 1)));
    }

    static CatalogLimits apply(CatalogLimits limits, Map<String, String> given) {
        Limits layer = limits.layer();
        for (Map.Entry<String, String> limit : given.entrySet()) {
            layer = apply(layer, limit.getKey(), number(limit.getKey(), limit.getValue()));
        }
        return limits.withLayer(layer);
    }

    private static Limits apply(Limits layer, String name, long value) {
        return switch (spelled(name)) {
            case "compressed-bytes" -> layer.withCompressedBytesMax(value);
            case "expanded-bytes" -> layer.withExpandedBytesMax(value);
            case "ratio" -> layer.withRatioMax(value, layer.ratioFloorBytes());
            case "entries" -> layer.withEntriesMax(value);
            case "path-bytes" -> layer.withPathBytesMax(small(name, value, PATH_BYTES_CAP));
            case "depth" -> layer.withDepthMax(small(name, value, DEPTH_CAP));
            default -> throw new CliException(ExitCode.USAGE, "--limit " + name + ": the limits are " + NAMES);
        };
    }

    /** Messages name a limit as the code does: {@code entriesMax}; an option is {@code entries}. */
    private static String spelled(String name) {
        String bare = name.endsWith("Max") ? name.substring(0, name.length() - "Max".length()) : name;
        return bare.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static int small(String name, long value, int max) {
        if (value > max) {
            throw new CliException(ExitCode.USAGE, "--limit " + name + "=" + value + ": at most " + max);
        }
        return (int) value;
    }

    private static long number(String name, String text) {
        Matcher number = NUMBER.matcher(text.toLowerCase(Locale.ROOT));
        if (!number.matches()) {
            throw new CliException(
                    ExitCode.USAGE, "--limit " + name + "=" + text + ": write a number and k, m, g or t");
        }
        int shift = number.group(2).isEmpty() ? 0 : 10 * ("kmgt".indexOf(number.group(2)) + 1);
        long value = Long.parseLong(number.group(1));
        if (value == 0 || value > Long.MAX_VALUE >> shift) {
            throw new CliException(ExitCode.USAGE, "--limit " + name + "=" + text + ": out of range");
        }
        return value << shift;
    }
}
