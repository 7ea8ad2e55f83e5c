package io.tidewaiter.graph.derive;

/**
 * An image contains a package version: a row of the state's {@code image_package}.
 *
 * @param id the row
 * @param evidence the row of the place of evidence
 * @param layer of the evidence
 */
public record Contained(long id, int packageVersion, int evidence, int layer, int introducedBy, Interval valid)
        implements Comparable<Contained> {
    /** Whether two rows say the same of an image at different times. */
    boolean sameAs(Contained other) {
        return packageVersion == other.packageVersion
                && evidence == other.evidence
                && layer == other.layer
                && introducedBy == other.introducedBy;
    }

    /** The package and the place of its evidence as one number. */
    public long what() {
        return ((long) packageVersion << 32) | evidence;
    }

    /** The layers of both as one number. */
    public long where() {
        return ((long) layer << 32) | introducedBy;
    }

    @Override
    public int compareTo(Contained other) {
        return Long.compare(id, other.id);
    }
}
