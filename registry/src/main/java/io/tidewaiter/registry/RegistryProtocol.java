package io.tidewaiter.registry;

import com.sun.net.httpserver.HttpExchange;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.registry.RepositoryFolder.StoredManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The end points of the OCI distribution-spec 1.1 (section "Endpoints"), named in the comments by their end ids. */
final class RegistryProtocol {
    private static final long BLOB_BYTES_MAX = 64L << 30;
    private static final int MANIFEST_BYTES_MAX = 4 << 20;
    private static final int PAGE_MAX = 1_000;
    private static final String NAME =
            "([a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*)";
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    private final BlobFolder blobs;
    private final RepositoryFolder repositories;
    private final RegistryListener listener;
    private final ReferrersList referrers;
    private final List<Route> routes;

    RegistryProtocol(BlobFolder blobs, RepositoryFolder repositories, RegistryListener listener) {
        this.blobs = blobs;
        this.repositories = repositories;
        this.listener = listener;
        this.referrers = new ReferrersList(repositories);
        this.routes = List.of(
                route("/manifests/([^/]+)", this::manifest),
                route("/blobs/uploads/?", (exchange, repository, none) -> begin(exchange, repository)),
                route(
                        "/blobs/uploads/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
                        (exchange, repository, id) -> upload(exchange, repository, UUID.fromString(id))),
                route("/blobs/([^/]+)", (exchange, repository, digest) -> blob(exchange, repository, digest(digest))),
                route(
                        "/tags/list",
                        (exchange, repository, none) -> // end-8
                        page(exchange, "tags", repositories.tags(known(repository)), repository)),
                route(
                        "/referrers/([^/]+)",
                        (exchange, repository, digest) -> referrers(exchange, repository, digest(digest))));
    }

    private static Route route(String path, Endpoint endpoint) {
        return new Route(Pattern.compile("/v2/" + NAME + path), endpoint);
    }

    void handle(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Docker-Distribution-Api-Version", "registry/2.0");
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/v2/")) {
            json(exchange, "{}"); // end-1
            return;
        }
        if (path.equals("/v2/_catalog")) {
            page(exchange, "repositories", repositories.repositories(), "");
            return;
        }
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (matcher.matches()) {
                route.endpoint().answer(exchange, matcher.group(1), matcher.groupCount() > 1 ? matcher.group(2) : "");
                return;
            }
        }
        throw new RegistryProblem(404, "NAME_INVALID", "no end point of the distribution-spec has this path");
    }

    /** One path of the specification; the most particular come first. */
    private record Route(Pattern path, Endpoint endpoint) {}

    private interface Endpoint {
        void answer(HttpExchange exchange, String repository, String reference) throws IOException;
    }

    // end-2, end-10: blobs

    private void blob(HttpExchange exchange, String repository, Digest digest) throws IOException {
        if (!blobs.has(digest) || !repositories.links(repository, digest)) {
            throw new RegistryProblem(404, "BLOB_UNKNOWN", "no blob " + digest + " in " + repository);
        }
        switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> serve(exchange, digest);
            case "DELETE" -> {
                repositories.unlink(repository, digest);
                exchange.sendResponseHeaders(202, -1);
            }
            default -> throw notAllowed(exchange);
        }
    }

    private void serve(HttpExchange exchange, Digest digest) throws IOException {
        Path file = blobs.file(digest);
        long size = Files.size(file);
        long from = 0;
        long to = size - 1;
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher matcher = range == null ? null : RANGE.matcher(range);
        boolean partial = matcher != null && matcher.matches();
        if (matcher != null && partial) {
            from = Long.parseLong(matcher.group(1));
            to = matcher.group(2).isEmpty() ? to : Math.min(to, Long.parseLong(matcher.group(2)));
            if (from > to) {
                throw new RegistryProblem(416, "SIZE_INVALID", "the blob has " + size + " bytes");
            }
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + to + "/" + size);
        }
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest.toString());
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        long length = to - from + 1;
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(partial ? 206 : 200, -1);
            return;
        }
        exchange.sendResponseHeaders(partial ? 206 : 200, length == 0 ? -1 : length);
        if (length > 0) {
            copy(file, from, length, exchange.getResponseBody());
        }
    }

    private static void copy(Path file, long from, long length, OutputStream out) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                WritableByteChannel target = Channels.newChannel(out)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            channel.position(from);
            for (long left = length; left > 0; left -= buffer.flip().limit(), target.write(buffer)) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), left));
                if (channel.read(buffer) < 0) {
                    throw new IOException("the blob ended before its size");
                }
            }
        }
    }

    // end-4, end-5, end-6, end-11, end-13: uploads

    private void begin(HttpExchange exchange, String repository) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            throw notAllowed(exchange);
        }
        Map<String, String> query = query(exchange);
        String mount = query.getOrDefault("mount", "");
        if (!mount.isEmpty()) {
            Digest digest = digest(mount);
            if (blobs.has(digest) && repositories.links(query.getOrDefault("from", ""), digest)) {
                repositories.link(repository, digest);
                created(exchange, "/v2/" + repository + "/blobs/" + digest, digest);
                return;
            }
        }
        UUID upload = blobs.begin();
        if (query.containsKey("digest")) {
            finish(exchange, repository, upload);
            return;
        }
        accepted(exchange, repository, upload, 0);
    }

    private void upload(HttpExchange exchange, String repository, UUID upload) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                range(exchange, repository, upload, blobs.size(upload));
                exchange.sendResponseHeaders(204, -1);
            }
            case "PATCH" -> {
                String range = exchange.getRequestHeaders().getFirst("Content-Range");
                long size = blobs.size(upload);
                if (range != null && !range.startsWith(size + "-")) {
                    range(exchange, repository, upload, size);
                    throw new RegistryProblem(416, "BLOB_UPLOAD_INVALID", "the next chunk starts at " + size);
                }
                accepted(exchange, repository, upload, blobs.append(upload, exchange.getRequestBody(), BLOB_BYTES_MAX));
            }
            case "PUT" -> finish(exchange, repository, upload);
            case "DELETE" -> {
                blobs.cancel(upload);
                exchange.sendResponseHeaders(204, -1);
            }
            default -> throw notAllowed(exchange);
        }
    }

    private void finish(HttpExchange exchange, String repository, UUID upload) throws IOException {
        Digest digest = digest(query(exchange).getOrDefault("digest", ""));
        blobs.append(upload, exchange.getRequestBody(), BLOB_BYTES_MAX);
        blobs.finish(upload, digest);
        repositories.link(repository, digest);
        created(exchange, "/v2/" + repository + "/blobs/" + digest, digest);
    }

    private static void accepted(HttpExchange exchange, String repository, UUID upload, long size) throws IOException {
        range(exchange, repository, upload, size);
        exchange.sendResponseHeaders(202, -1);
    }

    private static void range(HttpExchange exchange, String repository, UUID upload, long size) {
        exchange.getResponseHeaders().set("Location", "/v2/" + repository + "/blobs/uploads/" + upload);
        exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, size - 1));
        exchange.getResponseHeaders().set("Docker-Upload-UUID", upload.toString());
    }

    // end-3, end-7, end-9: manifests

    private void manifest(HttpExchange exchange, String repository, String reference) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> show(exchange, stored(repository, reference));
            case "PUT" -> save(exchange, repository, reference);
            case "DELETE" -> delete(exchange, repository, reference);
            default -> throw notAllowed(exchange);
        }
    }

    private StoredManifest stored(String repository, String reference) throws IOException {
        Digest digest = reference.contains(":")
                ? digest(reference)
                : repositories
                        .tagged(repository, tag(reference))
                        .orElseThrow(() -> new RegistryProblem(
                                404, "MANIFEST_UNKNOWN", "no tag " + reference + " in " + repository));
        return repositories
                .manifest(repository, digest)
                .orElseThrow(() ->
                        new RegistryProblem(404, "MANIFEST_UNKNOWN", "no manifest " + digest + " in " + repository));
    }

    private static void show(HttpExchange exchange, StoredManifest manifest) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", manifest.mediaType());
        exchange.getResponseHeaders()
                .set("Docker-Content-Digest", manifest.digest().toString());
        send(exchange, 200, manifest.bytes());
    }

    private void save(HttpExchange exchange, String repository, String reference) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MANIFEST_BYTES_MAX + 1);
        if (bytes.length > MANIFEST_BYTES_MAX) {
            throw new RegistryProblem(413, "SIZE_INVALID", "a manifest has at most " + MANIFEST_BYTES_MAX + " bytes");
        }
        ManifestCheck.Checked checked =
                ManifestCheck.check(bytes, exchange.getRequestHeaders().getFirst("Content-Type"));
        for (Digest blob : checked.blobs()) {
            if (!repositories.links(repository, blob)) {
                throw new RegistryProblem(400, "MANIFEST_BLOB_UNKNOWN", "no blob " + blob + " in " + repository);
            }
        }
        Digest digest = BlobFolder.digest(bytes);
        boolean byDigest = reference.contains(":");
        if (byDigest && !digest(reference).equals(digest)) {
            throw new RegistryProblem(400, "DIGEST_INVALID", "the manifest has digest " + digest);
        }
        repositories.save(repository, new StoredManifest(digest, checked.mediaType(), bytes));
        if (!byDigest) {
            repositories.tag(repository, tag(reference), digest);
        }
        if (!checked.subject().isEmpty()) {
            exchange.getResponseHeaders().set("OCI-Subject", checked.subject());
        }
        listener.pushed(repository, byDigest ? "" : reference, digest, checked.mediaType(), bytes.length);
        created(exchange, "/v2/" + repository + "/manifests/" + digest, digest);
    }

    private void delete(HttpExchange exchange, String repository, String reference) throws IOException {
        if (reference.contains(":")) {
            Digest digest = digest(reference);
            if (!repositories.remove(repository, digest)) {
                throw new RegistryProblem(404, "MANIFEST_UNKNOWN", "no manifest " + digest + " in " + repository);
            }
            listener.deleted(repository, "", digest.toString());
        } else {
            if (!repositories.untag(repository, tag(reference))) {
                throw new RegistryProblem(404, "MANIFEST_UNKNOWN", "no tag " + reference + " in " + repository);
            }
            listener.deleted(repository, reference, "");
        }
        exchange.sendResponseHeaders(202, -1);
    }

    // end-8a, end-8b, end-12: lists

    private void page(HttpExchange exchange, String member, List<String> all, String repository) throws IOException {
        Map<String, String> query = query(exchange);
        String last = query.getOrDefault("last", "");
        int n = number(query.getOrDefault("n", Integer.toString(PAGE_MAX)));
        List<String> rest =
                all.stream().filter(name -> name.compareTo(last) > 0).toList();
        List<String> page = rest.subList(0, Math.min(n, rest.size()));
        if (page.size() < rest.size() && !page.isEmpty()) {
            exchange.getResponseHeaders()
                    .set(
                            "Link",
                            "<" + exchange.getRequestURI().getPath() + "?n=" + n + "&last=" + page.getLast()
                                    + ">; rel=\"next\"");
        }
        json(exchange, ManifestCheck.list(member, page, repository));
    }

    private void referrers(HttpExchange exchange, String repository, Digest subject) throws IOException {
        String artifactType = query(exchange).getOrDefault("artifactType", "");
        if (!artifactType.isEmpty()) {
            exchange.getResponseHeaders().set("OCI-Filters-Applied", "artifactType");
        }
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.index.v1+json");
        send(exchange, 200, referrers.of(repository, subject, artifactType));
    }

    private String known(String repository) {
        if (!repositories.has(repository)) {
            throw new RegistryProblem(404, "NAME_UNKNOWN", "no repository " + repository);
        }
        return repository;
    }

    private static int number(String text) {
        try {
            return Math.clamp(Integer.parseInt(text), 0, PAGE_MAX);
        } catch (NumberFormatException e) {
            throw new RegistryProblem(400, "PAGINATION_NUMBER_INVALID", "n is a number");
        }
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RegistryProblem(400, "DIGEST_INVALID", "a digest is written sha256:hex");
        }
    }

    private static String tag(String text) {
        if (!TAG.matcher(text).matches()) {
            throw new RegistryProblem(400, "MANIFEST_INVALID", "not a tag of the distribution-spec");
        }
        return text;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> values = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", 32)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return values;
    }

    private static RegistryProblem notAllowed(HttpExchange exchange) {
        return new RegistryProblem(405, "UNSUPPORTED", "this path does not take " + exchange.getRequestMethod());
    }

    private static void created(HttpExchange exchange, String location, Digest digest) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest.toString());
        exchange.sendResponseHeaders(201, -1);
    }

    private static void json(HttpExchange exchange, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
