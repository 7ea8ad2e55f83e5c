package io.tidewaiter.advisory.csaf;

import java.util.Optional;

/** A vendor's own way with CSAF: which of its products are releases that we know, and how it names packages. */
public interface CsafVendor {
    /** The folder of its documents. */
    String folder();

    /** Whose word it is, for a person. */
    String name();

    /** Whether documents of that publisher are this vendor's, where they lie in no folder of its own. */
    default boolean isPublisher(String publisher) {
        return publisher.regionMatches(true, 0, name(), 0, name().length());
    }

    /** The package and release that a part stands for; empty where it is none that an image can hold. */
    Optional<CsafTarget> target(CsafPart part);

    /** Whether a component without version and architecture may be a source package as well as a binary one. */
    default boolean mayNameSources() {
        return false;
    }

    /** Whether the version of an affected product is the first that is not affected any more ({@code <1.2}). */
    default boolean affectedIsBelow() {
        return false;
    }

    /** The severity word of a threat's text; most vendors write the word alone. */
    default String severity(String impact) {
        return impact;
    }
}
