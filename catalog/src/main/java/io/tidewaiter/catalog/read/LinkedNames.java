package io.tidewaiter.catalog.read;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The names under which the files of an image are read, where these are others than their paths. */
public final class LinkedNames {
    /** A file of a repository of ostree, under its checksum; where it belongs is a hard link to it. */
    private static final Pattern OBJECT = Pattern.compile("(?:[^/]+/)?ostree/repo/objects/[0-9a-f]{2}/[^/]+\\.file");

    private static final String OBJECTS = "ostree/repo/objects/";

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> hardLinked = new HashSet<>();

    public LinkedNames(List<LinkedPath> links) {
        links.forEach(link -> {
            names.putIfAbsent(link.path(), link.name());
            if (link.isHardLink()) {
                hardLinked.add(link.path());
            }
        });
    }

    /** The name under which a path is read; the path itself where no link leads to it. */
    public String of(String path) {
        if (names.isEmpty()) {
            return path;
        }
        String name = names.get(path);
        for (int slash = path.lastIndexOf('/'); name == null && slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String folder = names.get(path.substring(0, slash));
            name = folder == null ? null : folder + path.substring(slash);
        }
        return name == null ? path : name;
    }

    /** Whether it is the path of a file in a repository of ostree. */
    public static boolean isObject(String path) {
        return path.contains(OBJECTS) && OBJECT.matcher(path).matches();
    }

    /** Whether a file is only kept at a path, and known by the hard links to it. */
    public boolean isKept(String path) {
        return hardLinked.contains(path) || isObject(path);
    }

    /** Whether it is read for the hard links to it alone: where there are none, it is nothing. */
    public boolean isHardLinked(String path) {
        return hardLinked.contains(path);
    }
}
