package io.tidewaiter.assess.vex;

import io.tidewaiter.vuln.json.DocumentFault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an attestation holds: DSSE envelope, in-toto statement, VEX document (or the statement as it is, or the envelope in
 * a Sigstore bundle). Signatures are not verified: whether the one who attached it is trusted is asked elsewhere.
 */
public final class VexEnvelope {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String IN_TOTO = "application/vnd.in-toto+json";

    private VexEnvelope() {}

    /**
     * The VEX document in a text, as JSON; the text itself where it is no envelope. Empty where the attestation is about
     * something else than VEX.
     *
     * @param digest {@code sha256:…} of the manifest that the statement's subject has to be
     * @param isBound whether something else than the text says that it is about that manifest
     * @throws DocumentFault where it is neither, or speaks of another image
     */
    public static Optional<JsonNode> open(String text, String digest, boolean isBound) {
        try {
            JsonNode document = MAPPER.readTree(text);
            if (!document.isObject()) {
                throw new DocumentFault("it is no JSON object");
            }
            JsonNode envelope = document.has("dsseEnvelope") ? document.get("dsseEnvelope") : document;
            if (envelope.path("payload").isString()) {
                return envelope.path("payloadType").asString("").equals(IN_TOTO)
                        ? statement(
                                MAPPER.readTree(decoded(envelope.path("payload").asString(""))), digest)
                        : Optional.empty();
            }
            if (envelope.has("predicateType")) {
                return statement(envelope, digest);
            }
            if (!isBound) {
                throw new DocumentFault("nothing says which image it is about");
            }
            return Optional.of(document);
        } catch (JacksonException e) {
            throw new DocumentFault("it is no JSON: " + e.getOriginalMessage());
        }
    }

    private static String decoded(String payload) {
        try {
            return new String(Base64.getMimeDecoder().decode(payload), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DocumentFault("its payload is no base64");
        }
    }

    private static Optional<JsonNode> statement(JsonNode statement, String digest) {
        String type = statement.path("predicateType").asString("");
        boolean isVex = type.startsWith("https://openvex.dev/ns")
                || type.startsWith("https://cyclonedx.org/")
                || type.startsWith("https://docs.oasis-open.org/csaf/");
        if (!isVex) {
            return Optional.empty();
        }
        for (JsonNode subject : statement.path("subject")) {
            JsonNode hex = subject.path("digest").path("sha256");
            if (hex.isString() && digest.equals("sha256:" + hex.asString(""))) {
                return Optional.of(statement.path("predicate"));
            }
        }
        throw new DocumentFault("the attestation speaks of another image");
    }
}
