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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/** A running server: wires store, stream, engine and API, in this order, and closes them in the opposite one. Thread-safe. */
final class ServerBootstrap implements AutoCloseable {
    private static final int STREAM_THREADS = 4;

    private final Resources resources;
    private final ApiServer api;

    private ServerBootstrap(
            Resources resources, ServerConfig config, ReplicanteBuilder builder, String version, Callers callers) {
        this.resources = resources;
        Definitions definitions = Definitions.bundled();
        // Reading them takes longer than everything else together, and nobody needs them yet.
        daemon("definitions-").newThread(definitions::all).start();
        RandomGenerator random = new SecureRandom();
        Store store = resources.open(Backends.store(config.store(), () -> InMemoryStore.of(Clock.systemUTC(), random)));
        EventStream stream = resources.open(Backends.stream(config.stream(), config.store(), this::inMemoryStream));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        resources.open(meters::close);
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
        Replicante engine = resources.open(builder.build());
        ExecutorService telling = Executors.newSingleThreadExecutor(daemon("audit-"));
        Audit audit = resources.open(new Audit(engine.audit(), telling, System::nanoTime, meters));
        resources.open(telling::shutdownNow);
        api = resources.open(ApiServer.start(
                config.bind(),
                new ApiServer.Shown(
                        engine, store, meters, version, random, callers.limits(), callers.authoriser(), audit)));
        engine.start();
    }

    /**
     * Starts a server. One that cannot be started leaves nothing open.
     *
     * @param resources takes over what is opened; closing it ends the server, also while it is started
     * @param config how it is configured
     * @param builder a builder of the engine with whatever the configuration does not say
     * @param version what the server calls its version
     * @param callers what callers may do
     * @return the running server
     */
    static ServerBootstrap start(
            Resources resources, ServerConfig config, ReplicanteBuilder builder, String version, Callers callers) {
        try {
            return new ServerBootstrap(resources, config, builder, version, callers);
        } catch (RuntimeException | Error failed) {
            resources.close();
            throw failed;
        }
    }

    /** What callers may do, and how much of it. */
    record Callers(RequestLimits limits, Authoriser authoriser) {
        static final Callers DEFAULT = new Callers(RequestLimits.DEFAULT, Authoriser.EVERYBODY);
    }

    private EventStream inMemoryStream() {
        ExecutorService handlers = Executors.newFixedThreadPool(STREAM_THREADS, daemon("stream-"));
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemon("stream-timer-"));
        resources.open(handlers::shutdownNow);
        resources.open(timer::shutdownNow);
        return InMemoryEventStream.builder(handlers, timer).build();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Where the API listens. */
    Bind bind() {
        return api.bind();
    }

    @Override
    public void close() {
        resources.close();
    }
}
