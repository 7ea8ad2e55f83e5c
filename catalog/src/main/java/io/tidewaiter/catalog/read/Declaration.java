package io.tidewaiter.catalog.read;

import java.util.ArrayList;
import java.util.List;

/**
 * What a cataloger says of itself to people; {@code docs/guide/coverage.md} is generated from it.
 *
 * @param title the package manager or the kind of file, for example {@code dpkg}
 * @param purlType type of the packages that it tells of; empty where it tells of none
 * @param specification what describes the files, a document or manual page
 * @param files what it reads, in the order of the guide
 */
public record Declaration(String title, String purlType, String specification, List<Declared> files) {
    public Declaration {
        files = List.copyOf(files);
    }

    /** A declaration of no file yet. */
    public static Declaration of(String title, String purlType, String specification) {
        return new Declaration(title, purlType, specification, List.of());
    }

    /** The same, reading one more kind of file. */
    public Declaration reads(int since, String path, String tells) {
        List<Declared> more = new ArrayList<>(files);
        more.add(new Declared(since, path, tells));
        return new Declaration(title, purlType, specification, more);
    }

    /**
     * One kind of file.
     *
     * @param since number of the catalog version that read it first
     * @param path a pattern for people: {@code *} is one name, {@code **} any folders
     * @param tells what is taken from it, in a few words
     */
    public record Declared(int since, String path, String tells) {}
}
