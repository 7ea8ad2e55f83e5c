package io.tidewaiter.catalog.rpm;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a header tells of a package's origin: what tells a package of a distribution from one of the same name that came
 * from elsewhere, and one stream of a module from another.
 *
 * <p>Keys: {@code module} as {@code name:stream}, {@code vendor}, {@code packager}, {@code distribution}, {@code disttag},
 * {@code buildHost}, {@code buildTime} and {@code signer}, the id of the key that signed it. A tag that cannot be read is
 * as one that is missing: the package is there all the same.
 */
final class HeaderAttributes {
    private static final int TEXT_CHARS_MAX = 200;
    private static final int[] SIGNATURES = {
        RpmHeader.RSA_HEADER, RpmHeader.DSA_HEADER, RpmHeader.PGP_SIGNATURE, RpmHeader.GPG_SIGNATURE
    };

    private final RpmHeader header;
    private final SortedMap<String, String> found = new TreeMap<>();

    private HeaderAttributes(RpmHeader header) {
        this.header = header;
    }

    static SortedMap<String, String> of(RpmHeader header) {
        HeaderAttributes attributes = new HeaderAttributes(header);
        attributes.put("vendor", attributes.text(RpmHeader.VENDOR));
        attributes.put("packager", attributes.text(RpmHeader.PACKAGER));
        attributes.put("distribution", attributes.text(RpmHeader.DISTRIBUTION));
        attributes.put("disttag", attributes.text(RpmHeader.DISTRIBUTION_TAG));
        attributes.put("buildHost", attributes.text(RpmHeader.BUILD_HOST));
        attributes.put("buildTime", attributes.buildTime());
        attributes.put("module", stream(attributes.text(RpmHeader.MODULARITY_LABEL)));
        attributes.put("signer", attributes.signer());
        return attributes.found;
    }

    /** What a list tells that has no headers. */
    static SortedMap<String, String> ofVendor(String vendor) {
        SortedMap<String, String> attributes = new TreeMap<>();
        if (!vendor.isBlank()) {
            attributes.put("vendor", clean(vendor.strip()));
        }
        return attributes;
    }

    /** Of {@code name:stream:version:context} the first two: what advisories speak of. */
    static String stream(String label) {
        int first = label.indexOf(':');
        int second = first <= 0 ? -1 : label.indexOf(':', first + 1);
        return first <= 0 || first == label.length() - 1 ? "" : second < 0 ? label : label.substring(0, second);
    }

    private void put(String key, String value) {
        if (!value.isEmpty() && !value.equals("(none)")) {
            found.put(key, value);
        }
    }

    private String text(int tag) {
        try {
            return clean(header.text(tag).strip());
        } catch (RpmFault fault) {
            return "";
        }
    }

    private String buildTime() {
        try {
            long seconds = header.number(RpmHeader.BUILD_TIME);
            return seconds == 0 ? "" : Instant.ofEpochSecond(seconds).toString();
        } catch (RpmFault fault) {
            return "";
        }
    }

    private String signer() {
        for (int tag : SIGNATURES) {
            String key = OpenPgpSignature.keyId(binary(tag));
            if (!key.isEmpty()) {
                return key;
            }
        }
        return "";
    }

    private byte[] binary(int tag) {
        try {
            return header.binary(tag);
        } catch (RpmFault fault) {
            return new byte[0];
        }
    }

    /** One line of printable text, cut. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < text.length() && clean.length() < TEXT_CHARS_MAX; i++) {
            char c = text.charAt(i);
            boolean isPrintable = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
            clean.append(isPrintable && !Character.isSurrogate(c) ? c : ' ');
        }
        return clean.toString().strip();
    }
}
