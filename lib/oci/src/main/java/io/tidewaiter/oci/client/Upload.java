package io.tidewaiter.oci.client;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.Repository;
import io.tidewaiter.oci.VerifiedStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.function.Supplier;

/** What changes a repository (distribution-spec 1.1, "Push" and "Content Management"). */
record Upload(Requester requester, Repository repository) {
    Answer<Digest> blob(Descriptor descriptor, Supplier<InputStream> content) {
        String what = "push blob " + repository + "@" + descriptor.digest();
        Registry registry = repository.registry();
        try {
            URI start = requester.base(registry).resolve(repository.name() + "/blobs/uploads/");
            URI target;
            try (Reply reply = requester.send(registry, scope(), Call.of("POST", start, Map.of()))) {
                String location = reply.header("Location");
                if (reply.status() != 202 || location.isEmpty()) {
                    return Outcome.refused(what, registry, reply);
                }
                reply.discard();
                target = withDigest(Transport.resolve(start, location), descriptor.digest());
                if (!Transport.sameOrigin(start, target)) {
                    throw new RefusedException("the upload is to go to another host, " + Transport.shown(target));
                }
            }
            Call put = new Call(
                    "PUT", target, Map.of("Content-Type", "application/octet-stream"), () -> body(descriptor, content));
            try (Reply reply = requester.send(registry, scope(), put)) {
                return done(what, reply, 201, descriptor.digest());
            }
        } catch (IOException e) {
            return Outcome.failed(what, registry, e);
        }
    }

    private static HttpRequest.BodyPublisher body(Descriptor descriptor, Supplier<InputStream> content) {
        return descriptor.size() == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofInputStream(content), descriptor.size());
    }

    private static URI withDigest(URI location, Digest digest) {
        String separator = location.getRawQuery() == null ? "?" : "&";
        return URI.create(location + separator + "digest=" + digest);
    }

    Answer<Digest> manifest(ImageReference reference, String mediaType, byte[] bytes) {
        String what = "push manifest " + reference;
        Registry registry = repository.registry();
        try {
            URI uri = requester.base(registry).resolve(repository.name() + "/manifests/" + reference.key());
            Call put = new Call(
                    "PUT", uri, Map.of("Content-Type", mediaType), () -> HttpRequest.BodyPublishers.ofByteArray(bytes));
            try (Reply reply = requester.send(registry, scope(), put)) {
                return done(what, reply, 201, VerifiedStream.digest("sha256", bytes));
            }
        } catch (IOException e) {
            return Outcome.failed(what, registry, e);
        }
    }

    Answer<Digest> delete(Digest digest) {
        String what = "delete manifest " + repository + "@" + digest;
        Registry registry = repository.registry();
        try {
            URI uri = requester.base(registry).resolve(repository.name() + "/manifests/" + digest);
            try (Reply reply = requester.send(
                    registry, "repository:" + repository.name() + ":delete", Call.of("DELETE", uri, Map.of()))) {
                return done(what, reply, 202, digest);
            }
        } catch (IOException e) {
            return Outcome.failed(what, registry, e);
        }
    }

    private Answer<Digest> done(String what, Reply reply, int wanted, Digest digest) {
        if (reply.status() == wanted) {
            reply.discard();
            return new Answer.Found<>(digest);
        }
        return Outcome.refused(what, repository.registry(), reply);
    }

    private String scope() {
        return "repository:" + repository.name() + ":pull,push";
    }
}
