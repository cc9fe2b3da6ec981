package io.replicante.platform.http;

import io.replicante.http.HttpListener;
import io.replicante.spec.platform.Platform;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * Serves a platform over HTTP as the Replicante protocol says, directly below its URL. The platform stays its owner's to close.
 * Thread-safe.
 */
public final class PlatformServer implements AutoCloseable {
    private final HttpListener listener;

    private PlatformServer(HttpListener listener) {
        this.listener = listener;
    }

    /**
     * Begins with the defaults: a free port of the loopback interface, no TLS.
     *
     * @param platform the platform
     * @return the builder
     */
    public static Builder builder(Platform platform) {
        return new Builder(platform);
    }

    /**
     * Where the platform is served: the {@code base_url} of its declaration.
     *
     * @return the URL
     */
    public URI uri() {
        return listener.uri();
    }

    /** Stops serving. Idempotent. */
    @Override
    public void close() {
        listener.close();
    }

    /** Collects how to serve. Not thread-safe. */
    public static final class Builder {
        private final Platform platform;
        private final HttpListener.Settings settings = HttpListener.named("replicante-platform");

        private Builder(Platform platform) {
            this.platform = Objects.requireNonNull(platform, "platform");
        }

        /**
         * Sets where to listen; a free port of the loopback interface unless set. There is no authentication but mutual TLS.
         *
         * @param address the address
         * @return this
         */
        public Builder bind(InetSocketAddress address) {
            settings.bind(address);
            return this;
        }

        /**
         * Serves over TLS.
         *
         * @param context holds the server's certificate, and whom to trust among the clients
         * @param needClientCertificates whether a client must show a certificate
         * @return this
         */
        public Builder tls(SSLContext context, boolean needClientCertificates) {
            settings.tls(context, needClientCertificates);
            return this;
        }

        /**
         * Sets how long a call may take before its thread is interrupted; 30 seconds unless set.
         *
         * @param atMost how long
         * @return this
         */
        public Builder deadline(Duration atMost) {
            settings.deadline(atMost);
            return this;
        }

        /**
         * Starts to serve.
         *
         * @return the server, to be closed
         * @throws io.replicante.spec.UnavailableException if the address cannot be listened at
         */
        public PlatformServer start() {
            return new PlatformServer(settings.serve(new PlatformApi(platform)));
        }
    }
}
