package io.tidewaiter.catalog.read;

/**
 * What lies at one place and is known by another, because a symbolic link leads there: a package database whose folder
 * was moved. Catalogers know files by their usual places.
 *
 * @param path where the bytes are: a file, or a folder with everything below it
 * @param name under which they are read
 */
public record LinkedPath(String path, String name) {}
