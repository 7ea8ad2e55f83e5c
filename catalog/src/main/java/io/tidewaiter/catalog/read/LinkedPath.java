package io.tidewaiter.catalog.read;

/**
 * What lies at one place and is known by another, because a symbolic link leads there: a package database whose folder
 * was moved. Catalogers know files by their usual places.
 *
 * @param path where the bytes are: a file, or a folder with everything below it
 * @param name under which they are read
 * @param isHardLink whether the name is a hard link to the path, under which they are nothing then
 */
public record LinkedPath(String path, String name, boolean isHardLink) {}
