package io.replicante.core.http;

import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformTransport;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;

/** Reaches platforms that serve the Replicante protocol over HTTP. Thread-safe. */
public final class HttpPlatformTransport implements PlatformTransport {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final HttpClients clients;
    private final HttpLimits limits;

    /**
     * Uses some connections, which stay the caller's to close.
     *
     * @param clients the connections
     */
    public HttpPlatformTransport(HttpClients clients) {
        this.clients = Objects.requireNonNull(clients, "clients");
        limits = clients.limits();
    }

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public Platform connect(PlatformSpec spec) {
        HttpUrl base = Caller.base(spec.baseUrl(), "the platform's base_url");
        TlsTrust trust = new TlsTrust(spec.tls().caBundle(), spec.tls().insecureSkipVerify());
        String name = "platform " + spec.nsId() + "/" + spec.name() + " at " + base;
        return new HttpPlatform(clients.ofPlatform(name, trust), base, limits);
    }
}
