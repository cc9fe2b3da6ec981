package io.replicante.agent.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.replicante.http.HttpListener;
import io.replicante.spec.agent.Agent;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * Serves an agent over HTTP as the Replicante protocol says, at {@code /api/unstable}, and its metrics at {@code /metrics}. The
 * agent stays its owner's to close. Thread-safe.
 */
public final class AgentServer implements AutoCloseable {
    private final HttpListener listener;

    private AgentServer(HttpListener listener) {
        this.listener = listener;
    }

    /**
     * Begins with the defaults: a free port of the loopback interface, no TLS.
     *
     * @param agent the agent
     * @return the builder
     */
    public static Builder builder(Agent agent) {
        Builder builder = new Builder(agent);
        return agent instanceof AgentRuntime runtime ? builder.kinds(runtime.kinds()) : builder;
    }

    /**
     * Where the agent is served: what a platform lists as the node's agent address.
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
        private final Agent agent;
        private final HttpListener.Settings settings = HttpListener.named("replicante-agent");
        private Predicate<String> kinds = kind -> true;
        private PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        private InstantSource clock = AgentBootstrap.wall();
        private RandomGenerator random = AgentBootstrap.random();

        private Builder(Agent agent) {
            this.agent = Objects.requireNonNull(agent, "agent");
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
         * Sets how many calls are answered at the same time; 32 unless set.
         *
         * @param most at least 8
         * @return this
         */
        public Builder threads(int most) {
            settings.threads(most);
            return this;
        }

        /**
         * Sets the kinds of actions that the agent knows; those of an {@link AgentRuntime} are known. The protocol refuses an
         * unknown kind before it looks at the id, and only so a server can.
         *
         * @param known all kinds
         * @return this
         */
        public Builder kinds(Set<String> known) {
            kinds = Set.copyOf(known)::contains;
            return this;
        }

        /**
         * Sets what is shown at {@code /metrics}, and counts the calls.
         *
         * @param value the registry
         * @return this
         */
        public Builder meters(PrometheusMeterRegistry value) {
            meters = Objects.requireNonNull(value, "meters");
            return this;
        }

        /**
         * Sets when an action that does not say so was created; the machine's clock unless set.
         *
         * @param value the clock
         * @return this
         */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * Sets where the ids of actions without one come from.
         *
         * @param value the source
         * @return this
         */
        public Builder random(RandomGenerator value) {
            random = Objects.requireNonNull(value, "random");
            return this;
        }

        /**
         * Starts to serve.
         *
         * @return the server, to be closed
         * @throws io.replicante.spec.UnavailableException if the address cannot be listened at
         */
        public AgentServer start() {
            ActionDesk actions = new ActionDesk(agent, kinds, clock, random);
            return new AgentServer(settings.serve(new AgentApi(agent, actions, meters)));
        }
    }
}
