package io.tidewaiter.catalog.python;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import io.tidewaiter.version.Purl;
import io.tidewaiter.version.UpstreamProducts;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a distribution has copied or compiled into itself, as whoever built it wrote it down (PEP 770): the crates and the
 * OpenSSL of {@code cryptography}, the packages that pip carries.
 *
 * <p>Of the forms that the PEP allows the JSON of CycloneDX is read; of another one a note is told. Only components are told that somebody publishes advisories for
 * under that very name: a crate that lies in the project's own folder may have somebody else's.
 */
public final class BundledSoftware {
    /** Of a package that a distribution says it brings: the stem of the folder that has its metadata. */
    public static final String ATTRIBUTE = "bundledIn";

    private static final int COMPONENTS_MAX = 20_000;
    private static final int WORD_CHARS_MAX = 256;

    /** Languages whose registry is the one that the type names. */
    private static final Set<String> TYPES = Set.of("pypi", "cargo", "npm");

    /** Where a component was taken from; anything but the registry makes it another thing. */
    private static final Set<String> ORIGINS = Set.of("download_url", "vcs_url", "repository_url");

    private final String owner;
    private final Consumer<Fact> facts;
    private final Set<Purl> told = new HashSet<>();

    private BundledSoftware(String owner, Consumer<Fact> facts) {
        this.owner = owner;
        this.facts = facts;
    }

    /**
     * Tells the components of a document, and those that they are made of; of one in another form, that there is one.
     *
     * @param owner the distribution, as its folder is named; empty for pip, whose document lies in its code
     */
    static void tell(String owner, byte[] content, Consumer<Fact> facts) {
        BundledSoftware bundled = new BundledSoftware(owner.isEmpty() ? "pip" : owner, facts);
        try {
            boolean isRead = bundled.document(JsonFields.open(content));
            if (bundled.told.size() > COMPONENTS_MAX) {
                facts.accept(new Fact.UnreadFact(
                        CoverageFact.Kind.LIMIT_REACHED, "", "read what a distribution bundles: there is too much"));
            } else if (!isRead) {
                unread("is written in a form that is not read", facts);
            }
        } catch (JsonFault fault) {
            unread("could not be read: " + ArchiveException.quote(fault.getMessage()), facts);
        }
    }

    /** The distribution itself is known without it. */
    static void unread(String why, Consumer<Fact> facts) {
        facts.accept(new Fact.UnreadFact(CoverageFact.Kind.NOTE, "", "what the distribution bundles " + why));
    }

    /** Whether it is one of CycloneDX. */
    private boolean document(JsonReader parser) {
        boolean isOurs = false;
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            isOurs |= field.equals("bomFormat") && value == JsonToken.VALUE_STRING;
            if (field.equals("components") && value == JsonToken.START_ARRAY) {
                components(parser);
            } else {
                parser.skipChildren();
            }
        }
        return isOurs;
    }

    private void components(JsonReader parser) {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT && told.size() <= COMPONENTS_MAX) {
                component(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** What is marked as excluded was used to build it and is not in it (CycloneDX, "scope"). */
    private void component(JsonReader parser) {
        String text = "";
        boolean isIn = true;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && field.equals("purl")) {
                text = parser.getString();
            } else if (value == JsonToken.VALUE_STRING && field.equals("scope")) {
                isIn = !parser.getString().equals("excluded");
            } else if (value == JsonToken.START_ARRAY && field.equals("components")) {
                components(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (isIn && !text.isEmpty()) {
            Purl.parse(text)
                    .filter(purl -> isJudged(purl) && isWord(purl.name()) && isWord(purl.version()) && !isOwner(purl))
                    .ifPresent(this::tell);
        }
    }

    /** The distribution's name of the value of {@link #ATTRIBUTE}, spelt as its list of files has it; empty for none. */
    public static String distribution(String stem) {
        return Metadata.normalised(stem.split("-", 2)[0]);
    }

    private void tell(Purl purl) {
        if (!told.add(purl) || told.size() > COMPONENTS_MAX) {
            return;
        }
        TreeMap<String, String> attributes = new TreeMap<>();
        attributes.put(ATTRIBUTE, owner);
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

    /** Whether it is the distribution itself, whose own metadata tell it. */
    private boolean isOwner(Purl purl) {
        Metadata own = new Metadata("", "").orFromStem(owner);
        return purl.type().equals("pypi") && Metadata.normalised(purl.name()).equals(Metadata.normalised(own.name()));
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
