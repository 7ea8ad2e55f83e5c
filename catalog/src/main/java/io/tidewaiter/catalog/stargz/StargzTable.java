package io.tidewaiter.catalog.stargz;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.EntryPath;
import io.tidewaiter.oci.json.JsonBounds;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The table that ends an eStargz layer (stargz-snapshotter, estargz.md "TOC"): a runtime that reads lazily goes by it, all
 * others by the tar. We go by the tar, and say where the table tells another story. The table and the landmarks are of
 * the format, not of the image.
 */
public final class StargzTable implements ByteSink {
    private static final String TABLE = "stargz.index.json";
    private static final String PREFETCH = ".prefetch.landmark";
    private static final String NO_PREFETCH = ".no.prefetch.landmark";
    private static final int TABLE_BYTES_MAX = 24 << 20;
    private static final int ENTRIES_MAX = 300_000;
    private static final JsonBounds BOUNDS = new JsonBounds(20, 10_000, 1 << 20, 100);

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean tooLarge;

    /** Whether a regular file is part of the format, by its place and name. */
    public static boolean isOfTheFormat(String path, long bytes) {
        return switch (path) {
            case TABLE -> true;
            case PREFETCH, NO_PREFETCH -> bytes <= 1;
            default -> false;
        };
    }

    public static boolean isTable(String path) {
        return path.equals(TABLE);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        if (content.size() + length > TABLE_BYTES_MAX) {
            tooLarge = true;
        } else if (!tooLarge) {
            content.write(buffer, offset, length);
        }
    }

    /**
     * How the table differs from the tar, as one sentence; empty where it does not.
     *
     * @param files size of each regular file of the layer
     */
    public Optional<String> difference(FileSizes files) {
        if (tooLarge) {
            return Optional.of("the eStargz table has more than " + TABLE_BYTES_MAX + " bytes and was not compared");
        }
        Map<String, Long> listed;
        try {
            JsonReader parser = new JsonReader(content.toByteArray(), BOUNDS);
            listed = listed(parser);
        } catch (JsonFault e) {
            return Optional.of("the eStargz table is not to be read: " + ArchiveException.quote(e.getMessage()));
        }
        if (listed.size() >= ENTRIES_MAX) {
            return Optional.of("the eStargz table has " + ENTRIES_MAX + " entries or more and was not compared");
        }
        FileSizes told = new FileSizes();
        listed.forEach(told::add);
        return told.isLike(files)
                ? Optional.empty()
                : Optional.of("the eStargz table lists other files or sizes (" + told.count()
                        + " files) than the layer has (" + files.count()
                        + "); the layer's bytes count, and a runtime that reads lazily may show something else");
    }

    private static Map<String, Long> listed(JsonReader parser) {
        Map<String, Long> listed = new HashMap<>();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return listed;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean entries = parser.currentName().equals("entries");
            if (parser.nextToken() == JsonToken.START_ARRAY && entries) {
                while (parser.nextToken() == JsonToken.START_OBJECT && listed.size() < ENTRIES_MAX) {
                    entry(parser, listed);
                }
                if (listed.size() >= ENTRIES_MAX) {
                    return listed;
                }
            } else {
                parser.skipChildren();
            }
        }
        return listed;
    }

    private static void entry(JsonReader parser, Map<String, Long> listed) {
        String name = "";
        String type = "";
        long size = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("name") && value == JsonToken.VALUE_STRING) {
                name = parser.getString();
            } else if (field.equals("type") && value == JsonToken.VALUE_STRING) {
                type = parser.getString();
            } else if (field.equals("size") && value == JsonToken.VALUE_NUMBER_INT) {
                size = parser.getLong(-1);
            }
            parser.skipChildren();
        }
        String path = EntryPath.normalise(name).value();
        boolean whiteout = path.startsWith(".wh.", path.lastIndexOf('/') + 1);
        if (type.equals("reg") && !whiteout && !isOfTheFormat(path, size)) {
            listed.put(path, size);
        }
    }

    /** A multiset of paths and sizes as a number of members and a sum that does not depend on their order. */
    public static final class FileSizes {
        private long count;
        private long sum;

        public void add(String path, long bytes) {
            long mixed = path.hashCode() * 0x9e37_79b9_7f4a_7c15L ^ bytes * 0xc2b2_ae3d_27d4_eb4fL;
            mixed = (mixed ^ (mixed >>> 29)) * 0xbf58_476d_1ce4_e5b9L;
            sum += mixed ^ (mixed >>> 32);
            count++;
        }

        long count() {
            return count;
        }

        boolean isLike(FileSizes other) {
            return count == other.count && sum == other.sum;
        }
    }
}
