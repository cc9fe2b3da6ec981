package io.replicante.core.http;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.replicante.core.lease.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The connections that {@link HttpAgentTransport} and {@link HttpPlatformTransport} share, and what guards them: for every node
 * and every platform a circuit breaker and a bound of its calls under way, for every cluster a bound of its calls per second.
 *
 * <p>Calls run on their caller's thread; an interrupt ends one by closing its connection. Thread-safe.
 */
public final class HttpClients implements AutoCloseable {
    private static final double JITTER = 0.5;
    private static final long IDLE_MINUTES = 5;

    private final @Nullable OkHttpClient base;
    private final HttpLimits limits;
    private final List<KeyManager> keys;
    private final Function<String, Optional<String>> caBundles;
    private final Guards guards;
    private final Retry retry;
    private final Recent<TlsTrust, OkHttpClient> trusting;
    private @Nullable OkHttpClient client;

    private HttpClients(Builder builder) {
        limits = builder.limits;
        keys = List.copyOf(builder.keys);
        caBundles = builder.caBundles;
        base = builder.base;
        guards = new Guards(limits, builder.ticker);
        trusting = new Recent<>(limits.tracked());
        retry = Retry.of(
                "readings",
                RetryConfig.custom()
                        .maxAttempts(1 + limits.retries())
                        .intervalFunction(IntervalFunction.ofRandomized(limits.retryAfter(), JITTER))
                        .retryOnException(Caller::isBrokenConnection)
                        .build());
    }

    /**
     * Begins with the defaults.
     *
     * @param ticker measures how long a server that failed is left alone
     * @return the builder
     */
    public static Builder builder(Ticker ticker) {
        return new Builder(ticker);
    }

    /** A caller of the node's agent, with the trust of its namespace. */
    Caller ofNode(String nsId, String cluster, String node) {
        TlsTrust trust = caBundles
                .apply(nsId)
                .map(bundle -> new TlsTrust(Optional.of(bundle), false))
                .orElse(TlsTrust.OF_THE_HOST);
        return new Caller(trusting(trust), guards.of(cluster, node), retry, limits);
    }

    HttpLimits limits() {
        return limits;
    }

    Caller ofPlatform(String name, TlsTrust trust) {
        return new Caller(trusting(trust), guards.of(name, name), retry, limits);
    }

    /** Closes unused connections, unless the client is the host's. Calls under way go on. Idempotent. */
    @Override
    public synchronized void close() {
        if (base == null && client != null) {
            client.connectionPool().evictAll();
        }
    }

    private OkHttpClient trusting(TlsTrust trust) {
        OkHttpClient common = client();
        return trust.equals(TlsTrust.OF_THE_HOST) ? common : trusting.get(trust, wanted -> wanted.apply(common, keys));
    }

    /** Made when it is first needed: reading the host's authorities takes a while, and many an engine never speaks HTTP. */
    private synchronized OkHttpClient client() {
        if (client == null) {
            client = TlsTrust.showing(keys, configured(base == null ? ownConnections(limits) : base, limits));
        }
        return client;
    }

    private static OkHttpClient ownConnections(HttpLimits limits) {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(limits.idleConnections(), IDLE_MINUTES, TimeUnit.MINUTES))
                .build();
    }

    private static OkHttpClient configured(OkHttpClient base, HttpLimits limits) {
        OkHttpClient.Builder client = base.newBuilder()
                .connectTimeout(limits.connect())
                .readTimeout(limits.call())
                .writeTimeout(limits.call())
                .callTimeout(limits.call())
                .followRedirects(false)
                .followSslRedirects(false)
                // It would send a request again that may have arrived.
                .retryOnConnectionFailure(false)
                // It would open connections on other threads, where an interrupt does not reach them.
                .fastFallback(false)
                .addNetworkInterceptor(Sent::mark);
        if (base.socketFactory() == SocketFactory.getDefault()) {
            client.socketFactory(new InterruptibleSockets());
        }
        return client.build();
    }

    /** Collects what the connections need. Not thread-safe. */
    public static final class Builder {
        private final Ticker ticker;
        private final List<KeyManager> keys = new ArrayList<>();
        private HttpLimits limits = HttpLimits.DEFAULT;
        private Function<String, Optional<String>> caBundles = namespace -> Optional.empty();
        private @Nullable OkHttpClient base;

        private Builder(Ticker ticker) {
            this.ticker = Objects.requireNonNull(ticker, "ticker");
        }

        /**
         * Sets the limits; {@link HttpLimits#DEFAULT} unless set.
         *
         * @param value the limits
         * @return this
         */
        public Builder limits(HttpLimits value) {
            limits = Objects.requireNonNull(value, "limits");
            return this;
        }

        /**
         * Sets the host's client, with its proxies, credentials, client certificates and connections. Its timeouts, redirects
         * and retries are replaced by ours. A client of our own unless set.
         *
         * @param value the client, which stays the host's
         * @return this
         */
        public Builder client(OkHttpClient value) {
            base = Objects.requireNonNull(value, "client");
            return this;
        }

        /**
         * Adds client certificates, shown to every server that asks for one. They take the place of those of the
         * {@link #client}.
         *
         * @param value holds certificates and their keys
         * @return this
         */
        public Builder keys(KeyManager value) {
            keys.add(Objects.requireNonNull(value, "keys"));
            return this;
        }

        /**
         * Sets what tells a namespace's CA bundle. A node of a namespace with one is trusted by it alone; the others by what
         * the client trusts.
         *
         * @param lookup namespace to bundle, PEM; asked for every connected agent, so it answers from memory
         * @return this
         */
        public Builder caBundles(Function<String, Optional<String>> lookup) {
            caBundles = Objects.requireNonNull(lookup, "lookup");
            return this;
        }

        /**
         * Makes the clients.
         *
         * @return the clients, to be closed
         */
        public HttpClients build() {
            return new HttpClients(this);
        }
    }
}
