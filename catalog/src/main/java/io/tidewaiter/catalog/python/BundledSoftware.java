package io.tidewaiter.catalog.python;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import io.tidewaiter.version.Purl;
import io.tidewaiter.version.UpstreamProducts;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a distribution has copied or compiled into itself, as whoever built it wrote it down (PEP 770): the crates and the
 * OpenSSL of {@code cryptography}, the packages that pip carries.
 *
 * <p>Of the forms that the PEP allows CycloneDX is read. Only components are told that somebody publishes advisories for
 * under that very name: a crate that lies in the project's own folder may have somebody else's.
 */
final class BundledSoftware {
    private static final int COMPONENTS_MAX = 20_000;
    private static final int WORD_CHARS_MAX = 256;

    /** Languages whose registry is the one that the type names. */
    private static final Set<String> TYPES = Set.of("pypi", "cargo", "npm");

    /** Where a component was taken from; anything but the registry makes it another thing. */
    private static final Set<String> ORIGINS = Set.of("download_url", "vcs_url", "repository_url");

    private BundledSoftware() {}

    /**
     * Tells the components of a document; nothing of one in another form.
     *
     * @param owner the distribution, as its folder is named; empty for pip, whose document lies in its code
     */
    static void tell(String owner, byte[] content, Consumer<Fact> facts) {
        try {
            JsonReader parser = JsonFields.open(content);
            if (!JsonFields.list(parser, "components")) {
                return;
            }
            Set<Purl> told = new HashSet<>();
            JsonToken token = parser.nextToken();
            while (token != null && token != JsonToken.END_ARRAY) {
                if (token == JsonToken.START_OBJECT) {
                    component(owner, JsonFields.read(parser), told, facts);
                } else {
                    parser.skipChildren();
                }
                if (told.size() >= COMPONENTS_MAX) {
                    facts.accept(new Fact.UnreadFact(
                            CoverageFact.Kind.LIMIT_REACHED,
                            "",
                            "read what a distribution bundles: there is too much"));
                    return;
                }
                token = parser.nextToken();
            }
        } catch (JsonFault fault) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.NOTE,
                    "",
                    "what the distribution bundles could not be read: " + fault.getMessage()));
        }
    }

    /** What is marked as excluded was used to build it and is not in it (CycloneDX, "scope"). */
    private static void component(String owner, Map<String, String> fields, Set<Purl> told, Consumer<Fact> facts) {
        String text = fields.getOrDefault("purl", "");
        boolean isIn = !fields.getOrDefault("scope", "").equals("excluded");
        Purl purl = isIn && !text.isEmpty() ? Purl.parse(text).orElse(null) : null;
        if (purl == null || !isJudged(purl) || !isWord(purl.name()) || !isWord(purl.version()) || !told.add(purl)) {
            return;
        }
        TreeMap<String, String> attributes = new TreeMap<>();
        attributes.put("bundledIn", owner.isEmpty() ? "pip" : owner);
        facts.accept(new Fact.InstalledFact(
                purl.type(),
                purl.namespace(),
                purl.type().equals("pypi") ? Metadata.normalised(purl.name()) : purl.name(),
                purl.version(),
                "",
                "",
                "",
                new TreeMap<>(),
                "",
                attributes));
    }

    private static boolean isJudged(Purl purl) {
        if (purl.type().equals("generic")) {
            return purl.namespace().isEmpty()
                    && UpstreamProducts.ecosystem(purl.name()).isPresent();
        }
        return TYPES.contains(purl.type())
                && (purl.type().equals("npm") || purl.namespace().isEmpty())
                && purl.qualifiers().keySet().stream().noneMatch(ORIGINS::contains);
    }

    private static boolean isWord(String text) {
        return !text.isEmpty()
                && text.length() <= WORD_CHARS_MAX
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
