package io.tidewaiter.vuln.nvd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A CPE name of version 2.3 as a formatted string (NISTIR 7695, 6.2), cut down to the attributes that tell which releases
 * of what are meant. {@code *} is any value, {@code -} is none; what was escaped is without its backslash.
 *
 * @param part {@code a}, {@code o} or {@code h}
 * @param softwareEdition the market that the software is made for
 * @param targetSoftware what the product runs on
 */
public record Cpe(
        String part,
        String vendor,
        String product,
        String version,
        String update,
        String softwareEdition,
        String targetSoftware) {
    private static final int ATTRIBUTES = 13;

    /** The name; empty where the text is none. */
    public static Optional<Cpe> parse(String text) {
        List<String> attributes = new ArrayList<>(ATTRIBUTES);
        StringBuilder one = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                one.append(text.charAt(i));
            } else if (c == ':') {
                attributes.add(one.toString());
                one.setLength(0);
            } else {
                one.append(c);
            }
        }
        attributes.add(one.toString());
        boolean isName = attributes.size() == ATTRIBUTES
                && attributes.get(0).equals("cpe")
                && attributes.get(1).equals("2.3");
        return isName
                ? Optional.of(new Cpe(
                        attributes.get(2),
                        attributes.get(3),
                        attributes.get(4),
                        attributes.get(5),
                        attributes.get(6),
                        attributes.get(9),
                        attributes.get(10)))
                : Optional.empty();
    }

    /** Vendor and product, {@code openssl:openssl}. */
    public String named() {
        return vendor + ':' + product;
    }
}
