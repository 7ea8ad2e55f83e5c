package io.tidewaiter.advisory.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Brings files into a feed folder, each in one step, and only where something changed.
 *
 * <p>What is refused: more bytes than allowed, fewer than announced, a web page in the place of a feed, a file that is
 * not whole, and an older one than is there ({@code Last-Modified}): a mirror that lags behind or an attacker who replays
 * must not take fixes back. What was there stays in each of these cases.
 */
public final class FeedFetcher implements AutoCloseable {
    private static final String STATE = ".fetched";

    private final HttpClient client;
    private final Path folder;
    private final long bytesMax;
    private final Duration timeout;

    /**
     * Fetches into {@code folder}.
     *
     * @param bytesMax of one file as it comes over the wire
     * @param timeout of one request until its head is there
     */
    public FeedFetcher(Path folder, long bytesMax, Duration timeout) {
        this.folder = folder;
        this.bytesMax = bytesMax;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /** Asks for the source and keeps what comes where it can be trusted. */
    public FetchResult fetch(FeedSource source) throws InterruptedException {
        Path target = folder.resolve(source.path());
        Path state = folder.resolve(STATE).resolve(source.path() + ".state");
        try {
            Validators known = Files.exists(target) ? Validators.read(state) : Validators.NONE;
            if (!known.url().equals(source.url().toString())) {
                known = Validators.NONE;
            }
            HttpResponse<InputStream> response =
                    client.send(request(source, known), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return switch (response.statusCode()) {
                    case 200 -> keep(source, response, body, known);
                    case 304 -> new FetchResult.Unchanged();
                    default -> new FetchResult.Failed("the server answered " + response.statusCode());
                };
            }
        } catch (IOException e) {
            return new FetchResult.Failed(String.valueOf(e.getMessage()));
        }
    }

    private HttpRequest request(FeedSource source, Validators known) {
        HttpRequest.Builder request = HttpRequest.newBuilder(source.url()).timeout(timeout);
        if (!known.etag().isEmpty()) {
            request.header("If-None-Match", known.etag());
        }
        if (!known.lastModified().isEmpty()) {
            request.header("If-Modified-Since", known.lastModified());
        }
        return request.build();
    }

    private FetchResult keep(FeedSource source, HttpResponse<InputStream> response, InputStream body, Validators known)
            throws IOException {
        Validators now =
                new Validators(source.url().toString(), header(response, "ETag"), header(response, "Last-Modified"));
        if (isOlder(now.lastModified(), known.lastModified())) {
            return new FetchResult.Refused("it goes back in time: it is of " + now.lastModified()
                    + ", and there is one of " + known.lastModified());
        }
        Path target = folder.resolve(source.path());
        Files.createDirectories(target.getParent());
        Path half = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            long bytes = write(body, half);
            long announced =
                    response.headers().firstValueAsLong("Content-Length").orElse(bytes);
            if (bytes > bytesMax) {
                return new FetchResult.Refused("it has more than " + bytesMax + " bytes");
            }
            if (bytes != announced) {
                return new FetchResult.Refused("only " + bytes + " of " + announced + " bytes came");
            }
            String fault = Plausible.fault(source.path(), half);
            if (!fault.isEmpty()) {
                return new FetchResult.Refused(fault);
            }
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            now.write(folder.resolve(STATE).resolve(source.path() + ".state"));
            return new FetchResult.Updated(bytes);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** Writes at most one byte more than is allowed. */
    private long write(InputStream body, Path half) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(
                half, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes <= bytesMax) {
                int n = body.read(buffer, 0, (int) Math.min(buffer.length, bytesMax + 1 - bytes));
                if (n <= 0) {
                    break;
                }
                out.write(buffer, 0, n);
                bytes += n;
            }
        }
        return bytes;
    }

    private static String header(HttpResponse<?> response, String name) {
        String value = response.headers().firstValue(name).orElse("");
        return value.length() <= 512 ? value : "";
    }

    private static boolean isOlder(String now, String before) {
        Optional<Instant> one = instant(now);
        Optional<Instant> other = instant(before);
        return one.isPresent() && other.isPresent() && one.get().isBefore(other.get());
    }

    private static Optional<Instant> instant(String httpDate) {
        try {
            return httpDate.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
