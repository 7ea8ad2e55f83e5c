package io.tidewaiter.server;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.server.announce.AnnounceSettings;
import io.tidewaiter.server.arm.Throttle;
import io.tidewaiter.server.token.OidcIssuer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the service is set up.
 *
 * @param dataFolder where certificate and keys are kept, beside the state
 * @param bindAddress of the HTTPS port; {@code 0.0.0.0} for all interfaces
 * @param port HTTPS; 0 for any free one
 * @param managementAddress of health and metrics, plain HTTP
 * @param managementPort 0 for any free one
 * @param publicUrl {@code https://host[:port]} that clients use, where it differs from what they name (a proxy)
 * @param certificate a PEM file, leaf first; empty for one that signs itself
 * @param certificateKey the PEM file of its key, PKCS #8; given exactly where the certificate is
 * @param usualAssessment which of the two forms lists of findings have
 * @param issuers of tokens that are accepted beside our own
 * @param rate how many requests each principal may send
 * @param announce how others are told of what happens
 */
public record ServerConfig(
        Path dataFolder,
        String bindAddress,
        int port,
        String managementAddress,
        int managementPort,
        Optional<String> publicUrl,
        Optional<Path> certificate,
        Optional<Path> certificateKey,
        AssessmentKey usualAssessment,
        List<OidcIssuer> issuers,
        Throttle.Rate rate,
        AnnounceSettings announce) {
    /** The HTTPS port where nothing else is said. */
    public static final int PORT = 8443;

    /** The port of health and metrics where nothing else is said. */
    public static final int MANAGEMENT_PORT = 9443;

    public ServerConfig {
        issuers = List.copyOf(issuers);
        if (certificate.isPresent() != certificateKey.isPresent()) {
            throw new IllegalArgumentException("a certificate and its key are configured together");
        }
        if (publicUrl.isPresent() && !publicUrl.get().matches("https://[^/?#\\s]+/?")) {
            throw new IllegalArgumentException("the public address is https://host[:port], without a path");
        }
    }

    /** The usual set-up: all interfaces for HTTPS, the loopback for health and metrics. */
    public static ServerConfig in(Path dataFolder) {
        return new ServerConfig(
                dataFolder,
                "0.0.0.0",
                PORT,
                "127.0.0.1",
                MANAGEMENT_PORT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AssessmentKey.CLASSIC,
                List.of(),
                Throttle.Rate.USUAL,
                AnnounceSettings.USUAL);
    }

    /** The same on other ports; 0 for any free one. */
    public ServerConfig onPorts(int https, int management) {
        return new ServerConfig(
                dataFolder,
                bindAddress,
                https,
                managementAddress,
                management,
                publicUrl,
                certificate,
                certificateKey,
                usualAssessment,
                issuers,
                rate,
                announce);
    }

    /** The same with HTTPS on another address. */
    public ServerConfig onAddress(String address) {
        return new ServerConfig(
                dataFolder,
                address,
                port,
                managementAddress,
                managementPort,
                publicUrl,
                certificate,
                certificateKey,
                usualAssessment,
                issuers,
                rate,
                announce);
    }

    /** The same under the address that clients use. */
    public ServerConfig knownAs(String url) {
        return new ServerConfig(
                dataFolder,
                bindAddress,
                port,
                managementAddress,
                managementPort,
                Optional.of(url),
                certificate,
                certificateKey,
                usualAssessment,
                issuers,
                rate,
                announce);
    }

    /** The same with a certificate that somebody else signed. */
    public ServerConfig withCertificate(Path pem, Path keyPem) {
        return new ServerConfig(
                dataFolder,
                bindAddress,
                port,
                managementAddress,
                managementPort,
                publicUrl,
                Optional.of(pem),
                Optional.of(keyPem),
                usualAssessment,
                issuers,
                rate,
                announce);
    }

    /** The same with findings listed in the other form. */
    public ServerConfig listing(AssessmentKey usual) {
        return new ServerConfig(
                dataFolder,
                bindAddress,
                port,
                managementAddress,
                managementPort,
                publicUrl,
                certificate,
                certificateKey,
                usual,
                issuers,
                rate,
                announce);
    }

    /** The same with tokens of another issuer accepted, too. */
    public ServerConfig trusting(OidcIssuer issuer) {
        return with(Stream.concat(issuers.stream(), Stream.of(issuer)).toList(), rate, announce);
    }

    /** The same with another limit on requests. */
    public ServerConfig limitedTo(Throttle.Rate limit) {
        return with(issuers, limit, announce);
    }

    /** The same with another way of telling others. */
    public ServerConfig announcing(AnnounceSettings other) {
        return with(issuers, rate, other);
    }

    private ServerConfig with(List<OidcIssuer> others, Throttle.Rate limit, AnnounceSettings announcing) {
        return new ServerConfig(
                dataFolder,
                bindAddress,
                port,
                managementAddress,
                managementPort,
                publicUrl,
                certificate,
                certificateKey,
                usualAssessment,
                others,
                limit,
                announcing);
    }
}
