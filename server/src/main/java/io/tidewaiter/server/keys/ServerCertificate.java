package io.tidewaiter.server.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate and key of the HTTPS port, as two PEM files: a configured pair, or one that signs itself and is made
 * at the first start.
 *
 * @param certificate PEM, the leaf first; what clients are told to trust
 * @param key PEM, PKCS #8
 */
public record ServerCertificate(Path certificate, Path key) {
    private static final Duration VALIDITY = Duration.ofDays(825); // the longest that Apple's clients accept
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** The self-signed pair in a folder, made where it is missing or about to expire. */
    public static ServerCertificate selfSigned(Path folder, Clock clock) {
        ServerCertificate pair =
                new ServerCertificate(folder.resolve("certificate.pem"), folder.resolve("certificate.key.pem"));
        if (!pair.isUsable(clock.instant())) {
            PrivateFiles.createFolder(folder);
            pair.make(clock.instant());
        }
        return pair;
    }

    /** The leaf certificate. */
    public X509Certificate x509() {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(PrivateFiles.read(certificate)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "read certificate " + certificate + ": not a PEM certificate; remove it or configure another", e);
        }
    }

    private boolean isUsable(Instant now) {
        return Files.exists(certificate)
                && Files.exists(key)
                && x509().getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE));
    }

    private void make(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            // The key first: a certificate without its key would be taken for a broken pair and replaced.
            PrivateFiles.write(key, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            PrivateFiles.write(certificate, pem("CERTIFICATE", sign(pair, now).getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("make a self-signed certificate in " + certificate.getParent(), e);
        }
    }

    private static X509Certificate sign(KeyPair pair, Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X500Name name =
                new X500Name("CN=tidewaiter " + hostName().orElse("localhost").replaceAll("[^A-Za-z0-9.-]", ""));
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(127, new SecureRandom()).setBit(126),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALIDITY)),
                name,
                pair.getPublic());
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(pair.getPublic()));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(pair.getPublic()));
        builder.addExtension(Extension.subjectAlternativeName, false, names());
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    private static GeneralNames names() {
        Set<String> dns = new LinkedHashSet<>();
        dns.add("localhost");
        hostName().filter(h -> h.matches("[A-Za-z0-9.-]{1,253}")).ifPresent(dns::add);
        return new GeneralNames(java.util.stream.Stream.concat(
                        dns.stream().map(n -> new GeneralName(GeneralName.dNSName, n)),
                        java.util.stream.Stream.of("127.0.0.1", "::1")
                                .map(a -> new GeneralName(GeneralName.iPAddress, a)))
                .toArray(GeneralName[]::new));
    }

    private static Optional<String> hostName() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName());
        } catch (java.net.UnknownHostException e) {
            return Optional.empty(); // a machine without a name is reached by address
        }
    }

    private static byte[] pem(String label, byte[] der) {
        return ("-----BEGIN " + label + "-----\n" + PEM.encodeToString(der) + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
