package io.replicante.core.http;

import io.replicante.spec.UnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * Whom a client believes to be who it says it is.
 *
 * @param caBundle the certificates to trust instead of the machine's, PEM
 * @param anybody whether no certificate is looked at at all
 */
record TlsTrust(Optional<String> caBundle, boolean anybody) {
    static final TlsTrust OF_THE_HOST = new TlsTrust(Optional.empty(), false);

    /** A client like the given one, with this trust, on the same connections and threads. */
    OkHttpClient apply(OkHttpClient base, List<KeyManager> keys) {
        if (equals(OF_THE_HOST)) {
            return base;
        }
        try {
            X509TrustManager trust = anybody ? new Everybody() : of(caBundle.orElse(""));
            OkHttpClient.Builder client = base.newBuilder().sslSocketFactory(sockets(keys, trust), trust);
            return (anybody ? client.hostnameVerifier((host, session) -> true) : client).build();
        } catch (GeneralSecurityException | IOException unusable) {
            throw new UnavailableException("the CA bundle cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /** A client that trusts as the given one does, and shows these certificates. */
    static OkHttpClient showing(List<KeyManager> keys, OkHttpClient base) {
        X509TrustManager trust = base.x509TrustManager();
        if (keys.isEmpty() || trust == null) {
            return base;
        }
        try {
            return base.newBuilder()
                    .sslSocketFactory(sockets(keys, trust), trust)
                    .build();
        } catch (GeneralSecurityException unusable) {
            throw new UnavailableException(
                    "the client certificates cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static SSLSocketFactory sockets(List<KeyManager> keys, X509TrustManager trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.toArray(KeyManager[]::new), new TrustManager[] {trust}, null);
        return context.getSocketFactory();
    }

    private static X509TrustManager of(String pem) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("it holds no certificate");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("the machine knows no X.509");
    }

    /** For platforms that are declared to be reached without verification. */
    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
