package io.tidewaiter.catalog.composer;

import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The packages of an {@code installed.json}: a list (Composer 1), or an object with the list {@code packages} (Composer
 * 2). The project itself is not among them.
 *
 * @param cut whether there were more than are kept
 * @param odd entries without a plain name and version
 */
record InstalledPackages(List<Named> packages, boolean cut, int odd) {
    private static final int PACKAGES_MAX = 100_000;
    private static final int NAME_CHARS_MAX = 256;

    /** {@code vendor/name}, lower case as Packagist has it, and the version as Composer wrote it. */
    record Named(String name, String version) {}

    /** Throws {@code JsonFault} where it is not JSON within limits; of other JSON there are no packages. */
    static InstalledPackages parse(JsonReader parser) {
        List<Named> packages = new ArrayList<>();
        int odd = 0;
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isList = parser.currentName().equals("packages");
                if (parser.nextToken() == JsonToken.START_ARRAY && isList) {
                    odd += list(parser, packages);
                } else {
                    parser.skipChildren();
                }
            }
        } else if (first == JsonToken.START_ARRAY) {
            odd = list(parser, packages);
        }
        boolean cut = packages.size() > PACKAGES_MAX;
        return new InstalledPackages(cut ? packages.subList(0, PACKAGES_MAX) : packages, cut, odd);
    }

    /** How many entries were no packages. */
    private static int list(JsonReader parser, List<Named> packages) {
        int odd = 0;
        JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            if (token == JsonToken.START_OBJECT) {
                Map<String, String> fields = JsonFields.read(parser);
                String name = fields.getOrDefault("name", "");
                String version = fields.getOrDefault("version", "");
                if (!isPlain(name) || !isPlain(version) || !isName(name)) {
                    odd++;
                } else if (packages.size() <= PACKAGES_MAX) {
                    packages.add(new Named(name, version));
                }
            } else {
                parser.skipChildren();
            }
            token = parser.nextToken();
        }
        return odd;
    }

    /** {@code vendor/name}. */
    private static boolean isName(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && slash < name.length() - 1 && name.indexOf('/', slash + 1) < 0;
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.length() <= NAME_CHARS_MAX
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
