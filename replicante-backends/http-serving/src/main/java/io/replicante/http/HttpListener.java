package io.replicante.http;

import io.replicante.spec.UnavailableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Listens at an address and has an endpoint answer the calls: with a bounded number of threads, bodies of a bounded size, and a
 * deadline for each call. Without TLS and on the loopback interface it takes calls for this machine's own names only
 * ({@link OwnHosts}). Thread-safe.
 */
public final class HttpListener implements AutoCloseable {
    private static final int MIN_THREADS = 8;
    private static final int MOST_CONNECTIONS = 1024;
    private static final long STOPPING_IDLE_MILLIS = 100;
    private static final int THREAD_IDLE_MILLIS = 30_000;

    private final Server server;
    private final ServerConnector connector;
    private final boolean isTls;

    private HttpListener(Settings settings, Endpoint endpoint) {
        isTls = settings.tls.isPresent();
        QueuedThreadPool threads =
                new QueuedThreadPool(settings.threads, Math.min(MIN_THREADS, settings.threads), THREAD_IDLE_MILLIS);
        threads.setName(settings.name);
        threads.setDaemon(true);
        server = new Server(threads);
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(settings.deadline.toMillis());
        connector = new ServerConnector(server, 1, 1, factories(settings));
        InetAddress address = settings.bind.getAddress();
        connector.setHost(address == null ? settings.bind.getHostString() : address.getHostAddress());
        connector.setPort(settings.bind.getPort());
        connector.setIdleTimeout(settings.deadline.toMillis());
        connector.setShutdownIdleTimeout(STOPPING_IDLE_MILLIS);
        server.addConnector(connector);
        // The pool's queue has no bound of its own: what waits in it belongs to a connection.
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        OwnHosts hosts = isTls ? OwnHosts.any() : OwnHosts.of(settings.bind);
        server.setHandler(new EndpointHandler(endpoint, settings.deadline, hosts));
    }

    private static ConnectionFactory[] factories(Settings settings) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        if (settings.tls.isEmpty()) {
            return new ConnectionFactory[] {http};
        }
        // Whom it speaks to is for the client to check; one that was told not to look is not refused for another name.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setSslContext(settings.tls.get());
        ssl.setNeedClientAuth(settings.clientCertificates);
        return new ConnectionFactory[] {new SslConnectionFactory(ssl, http.getProtocol()), http};
    }

    /**
     * Begins with the defaults: a free port of the loopback interface, no TLS.
     *
     * @param name names the threads
     * @return the settings
     */
    public static Settings named(String name) {
        return new Settings(name);
    }

    /**
     * Where calls are taken.
     *
     * @return the URL, without a path
     */
    public URI uri() {
        String host = Optional.ofNullable(connector.getHost())
                .orElse(InetAddress.getLoopbackAddress().getHostAddress());
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((isTls ? "https://" : "http://") + literal + ":" + connector.getLocalPort());
    }

    /** Takes no more calls, gives those under way until the deadline, then interrupts them. Idempotent. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            throw new UnavailableException("the server could not be stopped: " + failed.getMessage(), failed);
        }
    }

    private void start() {
        try {
            server.start();
        } catch (Exception failed) {
            throw new UnavailableException(
                    "cannot serve at " + connector.getHost() + ":" + connector.getPort() + ": " + failed.getMessage(),
                    failed);
        }
    }

    /** Collects how to listen. Not thread-safe. */
    public static final class Settings {
        private static final int DEFAULT_THREADS = 32;

        private final String name;
        private InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private Duration deadline = Duration.ofSeconds(30);
        private int threads = DEFAULT_THREADS;
        private Optional<SSLContext> tls = Optional.empty();
        private boolean clientCertificates;

        private Settings(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Sets where to listen.
         *
         * @param address the address; port 0 for any that is free
         * @return this
         */
        public Settings bind(InetSocketAddress address) {
            bind = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Sets how long a call may take; 30 seconds unless set.
         *
         * @param atMost from the arrival of its head
         * @return this
         */
        public Settings deadline(Duration atMost) {
            deadline = Objects.requireNonNull(atMost, "atMost");
            return this;
        }

        /**
         * Sets how many threads there may be; 32 unless set.
         *
         * @param most at least 8
         * @return this
         */
        public Settings threads(int most) {
            threads = most;
            return this;
        }

        /**
         * Serves over TLS.
         *
         * @param context holds the server's certificate, and whom to trust among the clients
         * @param needClientCertificates whether a client must show a certificate
         * @return this
         */
        public Settings tls(SSLContext context, boolean needClientCertificates) {
            tls = Optional.of(context);
            clientCertificates = needClientCertificates;
            return this;
        }

        /**
         * Starts to listen.
         *
         * @param endpoint answers the calls
         * @return the listener, to be closed
         * @throws UnavailableException if the address cannot be listened at
         */
        public HttpListener serve(Endpoint endpoint) {
            HttpListener listener = new HttpListener(this, Objects.requireNonNull(endpoint, "endpoint"));
            try {
                listener.start();
            } catch (UnavailableException failed) {
                listener.close();
                throw failed;
            }
            return listener;
        }
    }
}
