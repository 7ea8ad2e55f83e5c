package io.tidewaiter.oci.client;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.ImageIndex;
import io.tidewaiter.oci.ManifestDocument;
import io.tidewaiter.oci.ManifestParser;
import io.tidewaiter.oci.MediaType;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the pages of a listing by their {@code Link} headers (RFC 8288, distribution-spec 1.1, "Content
 * Discovery"). A page on another host, a page twice and too many pages or items end it.
 */
record Paging(Requester requester, Registry registry, String scope, String what) {
    private static final int PAGES_MAX = 10_000;
    private static final int ITEMS_MAX = 1_000_000;
    private static final int PAGE_BYTES_MAX = 16 << 20;
    private static final Pattern NEXT = Pattern.compile("<([^<>]{1,4096})>\\s*;[^,]*\\brel=\"?next\"?");

    /** Adds a page's items to the listing and counts what it refuses. */
    @FunctionalInterface
    private interface Page<T> {
        int read(byte[] json, String contentType, List<T> items) throws IOException;
    }

    /** Names under a key of each page. */
    <T> Answer<Listing<T>> names(String path, String key, Function<String, T> parse) {
        return pages(path, Map.of(), (json, contentType, items) -> {
            int refused = 0;
            for (JsonValue name : JsonValue.object(json).array(key, ITEMS_MAX)) {
                try {
                    items.add(parse.apply(name.text().orElse("")));
                } catch (IllegalArgumentException e) {
                    refused++;
                }
            }
            return refused;
        });
    }

    /** Names that are a member of each object of each page, which is an array. */
    <T> Answer<Listing<T>> namesOfObjects(String path, String member, Function<String, T> parse) {
        return pages(path, Map.of("Accept", "application/json"), (json, contentType, items) -> {
            JsonValue objects = JsonValue.of(json);
            if (!objects.isArray()) {
                throw new IllegalArgumentException("is no array");
            }
            int refused = 0;
            for (JsonValue object : objects) {
                try {
                    items.add(parse.apply(object.text(member)));
                } catch (IllegalArgumentException e) {
                    refused++;
                }
            }
            return refused;
        });
    }

    /** The manifests of indexes. */
    Answer<Listing<Descriptor>> descriptors(String path) {
        return pages(path, Map.of("Accept", MediaType.OCI_INDEX), (json, contentType, items) -> {
            Answer<ManifestDocument> document = ManifestParser.parse(json, contentType);
            if (document instanceof Answer.Found<ManifestDocument>(ImageIndex index)) {
                items.addAll(index.manifests());
                return 0;
            }
            throw new IOException("the registry answered with something that is no index");
        });
    }

    private <T> Answer<Listing<T>> pages(String path, Map<String, String> headers, Page<T> page) {
        List<T> items = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        int refused = 0;
        try {
            URI uri = requester.base(registry).resolve(path);
            while (uri != null) {
                if (seen.size() >= PAGES_MAX || items.size() >= ITEMS_MAX || !seen.add(uri)) {
                    return new Answer.Found<>(new Listing<>(items, false, refused));
                }
                try (Reply reply = requester.send(registry, scope, Call.get(uri, headers))) {
                    if (reply.status() != 200) {
                        return Outcome.refused(what, registry, reply);
                    }
                    refused += page.read(reply.bytes(PAGE_BYTES_MAX), reply.header("Content-Type"), items);
                    uri = next(uri, reply);
                }
            }
            return new Answer.Found<>(new Listing<>(items, true, refused));
        } catch (IOException e) {
            return Outcome.failed(what, registry, e);
        } catch (IllegalArgumentException e) {
            return new Answer.Failed<>(what + ": the answer " + e.getMessage());
        }
    }

    private static @Nullable URI next(URI uri, Reply reply) throws IOException {
        for (String header : reply.headers().allValues("Link")) {
            Matcher link = NEXT.matcher(header.length() > 8192 ? "" : header);
            if (link.find()) {
                URI target = Transport.resolve(uri, link.group(1));
                if (!Transport.sameOrigin(uri, target)) {
                    throw new RefusedException(
                            "the next page is on another host, " + ForeignText.quoted(link.group(1)));
                }
                return target;
            }
        }
        return null;
    }
}
