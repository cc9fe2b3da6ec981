package io.replicante.testkit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** An authority that nobody else knows, for tests of who speaks to whom over TLS. Immutable. */
public final class TlsAuthority {
    private final HeldCertificate own =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    /** Makes an authority with a key of its own. */
    public TlsAuthority() {}

    /**
     * What others need to trust it.
     *
     * @return its certificate, PEM
     */
    public String pem() {
        return own.certificatePem();
    }

    /**
     * For a server that shows a certificate of this authority, and trusts clients that show one, too.
     *
     * @param name the host name or address that the certificate is for
     * @return the context
     */
    public SSLContext server(String name) {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .signedBy(own)
                .addSubjectAlternativeName(name)
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(own.certificate())
                .build()
                .sslContext();
    }

    /**
     * For a client that shows a certificate of this authority.
     *
     * @return its key and certificate
     */
    public X509KeyManager client() {
        HeldCertificate certificate =
                new HeldCertificate.Builder().signedBy(own).build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate, own.certificate())
                .build()
                .keyManager();
    }
}
