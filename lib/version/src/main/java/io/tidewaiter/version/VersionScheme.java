package io.tidewaiter.version;

import java.util.Comparator;

/**
 * How one ecosystem orders its versions.
 *
 * <p>Implementations are stateless, never throw on any string, and are a total order over the versions that they
 * {@link #reads(String) read} (Maven's has exceptions of Maven's own making).
 */
public interface VersionScheme {
    /** The scheme's name as the field spells it, for example {@code dpkg}, {@code rpm}, {@code PEP 440}. */
    String name();

    /** Whether the scheme can place this version in its order. */
    boolean reads(String version);

    /** How {@code left} stands to {@code right}; {@link Order#CANNOT_TELL} where either cannot be read. */
    Order compare(String left, String right);

    /** The order for sorting versions that the scheme reads; where it cannot tell, they stand as they stood. */
    default Comparator<String> sorting() {
        return (left, right) -> switch (compare(left, right)) {
            case LESS -> -1;
            case GREATER -> 1;
            case EQUAL, CANNOT_TELL -> 0;
        };
    }
}
