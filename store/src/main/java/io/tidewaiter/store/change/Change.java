package io.tidewaiter.store.change;

/**
 * Something changed; what it is now stands in its own table.
 *
 * @param key names the thing as {@link ChangeKind} says
 */
public record Change(ChangeKind kind, String key) {
    /** An image by its row. */
    public static Change image(long id) {
        return new Change(ChangeKind.IMAGE, Long.toString(id));
    }

    /** The matches of a package version by its row. */
    public static Change packageVersion(long id) {
        return new Change(ChangeKind.PACKAGE, Long.toString(id));
    }

    /** A request for a scan by its row. */
    public static Change job(long id) {
        return new Change(ChangeKind.JOB, Long.toString(id));
    }

    /** Any ARM resource that has no kind of its own. */
    public static Change resource(String id) {
        return new Change(ChangeKind.RESOURCE, id.toLowerCase(java.util.Locale.ROOT));
    }
}
