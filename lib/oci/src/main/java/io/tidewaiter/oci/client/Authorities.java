package io.tidewaiter.oci.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificate authorities of the JDK and those of a PEM file together. */
public final class Authorities {
    private static final int FILE_BYTES_MAX = 4 << 20;

    private Authorities() {}

    /** TLS that trusts both; an {@link IOException} says what is wrong with the file. */
    public static SSLContext with(Path pem) throws IOException {
        try {
            KeyStore both = KeyStore.getInstance(KeyStore.getDefaultType());
            both.load(null, null);
            int count = 0;
            for (X509Certificate known : known()) {
                both.setCertificateEntry("jdk-" + count++, known);
            }
            for (Certificate added : read(pem)) {
                both.setCertificateEntry("file-" + count++, added);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(both);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("read certificate authorities " + pem + ": it holds no PEM certificates", e);
        }
    }

    private static X509Certificate[] known() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager trust : factory.getTrustManagers()) {
            if (trust instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static Collection<? extends Certificate> read(Path pem) throws IOException, GeneralSecurityException {
        if (!Files.isReadable(pem)) {
            throw new RefusedException(
                    "read certificate authorities " + pem + ": there is no such file that we may read");
        }
        try (InputStream in = Files.newInputStream(pem)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX);
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
        }
    }
}
