package io.tidewaiter.catalog.read;

import java.util.List;

/**
 * What lies at one place and is known by another, because a symbolic link leads there: a package database whose folder
 * was moved. Catalogers know files by their usual places.
 *
 * @param path where the bytes are: a file, or a folder with everything below it
 * @param name under which they are read
 */
public record LinkedPath(String path, String name) {
    /** The name under which a path is read; the path itself where no link leads to it. */
    public static String nameOf(String path, List<LinkedPath> links) {
        for (LinkedPath link : links) {
            if (path.equals(link.path)) {
                return link.name;
            }
            if (path.startsWith(link.path) && path.charAt(link.path.length()) == '/') {
                return link.name + path.substring(link.path.length());
            }
        }
        return path;
    }
}
