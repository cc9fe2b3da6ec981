package io.replicante.examples.server;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.replicante.core.Replicante;
import io.replicante.core.ReplicanteBuilder;
import io.replicante.examples.server.api.ApiServer;
import io.replicante.examples.server.api.Audit;
import io.replicante.examples.server.api.Authoriser;
import io.replicante.examples.server.api.RequestLimits;
import io.replicante.examples.server.config.Bind;
import io.replicante.examples.server.config.ServerConfig;
import io.replicante.spec.datastore.Definitions;
import io.replicante.store.Store;
import io.replicante.store.memory.InMemoryStore;
import io.replicante.stream.EventStream;
import io.replicante.stream.memory.InMemoryEventStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: wires store, stream, engine and API, in this order, and closes them in the opposite one. Thread-safe. */
final class ServerBootstrap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerBootstrap.class);
    private static final int STREAM_THREADS = 4;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final ApiServer api;

    private ServerBootstrap(ServerConfig config, ReplicanteBuilder builder, String version, Callers callers) {
        Definitions definitions = Definitions.bundled();
        // Reading them takes longer than everything else together, and nobody needs them yet.
        daemon("definitions-").newThread(definitions::all).start();
        RandomGenerator random = new SecureRandom();
        Store store = open(Backends.store(config.store(), () -> InMemoryStore.of(Clock.systemUTC(), random)));
        EventStream stream = open(Backends.stream(config.stream(), config.store(), this::inMemoryStream));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        open(meters::close);
        new ProcessorMetrics().bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        builder.store(store).stream(stream)
                .definitions(definitions)
                .meters(meters)
                .settings(config.engine().settings());
        config.engine().instanceId().ifPresent(builder::engine);
        Replicante engine = open(builder.build());
        ExecutorService telling = Executors.newSingleThreadExecutor(daemon("audit-"));
        Audit audit = open(new Audit(engine.audit(), telling, System::nanoTime, meters));
        open(telling::shutdownNow);
        api = open(ApiServer.start(
                config.bind(),
                new ApiServer.Shown(
                        engine, store, meters, version, random, callers.limits(), callers.authoriser(), audit)));
        engine.start();
    }

    /**
     * Starts a server.
     *
     * @param config how it is configured
     * @param builder a builder of the engine with whatever the configuration does not say
     * @param version what the server calls its version
     * @return the running server
     */
    static ServerBootstrap start(ServerConfig config, ReplicanteBuilder builder, String version) {
        return start(config, builder, version, Callers.DEFAULT);
    }

    /** As above, with a word on callers. */
    static ServerBootstrap start(ServerConfig config, ReplicanteBuilder builder, String version, Callers callers) {
        return new ServerBootstrap(config, builder, version, callers);
    }

    /** What callers may do, and how much of it. */
    record Callers(RequestLimits limits, Authoriser authoriser) {
        static final Callers DEFAULT = new Callers(RequestLimits.DEFAULT, Authoriser.EVERYBODY);
    }

    private EventStream inMemoryStream() {
        ExecutorService handlers = Executors.newFixedThreadPool(STREAM_THREADS, daemon("stream-"));
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemon("stream-timer-"));
        open(handlers::shutdownNow);
        open(timer::shutdownNow);
        return InMemoryEventStream.builder(handlers, timer).build();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.push(Objects.requireNonNull(resource));
        return resource;
    }

    /** Where the API listens. */
    Bind bind() {
        return api.bind();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable next = opened.pop();
            try {
                next.close();
            } catch (Exception failure) {
                LOG.atWarn().setCause(failure).log("something could not be closed");
            }
        }
    }
}
