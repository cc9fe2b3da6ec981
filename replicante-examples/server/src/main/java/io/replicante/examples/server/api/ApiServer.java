package io.replicante.examples.server.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.replicante.core.Replicante;
import io.replicante.examples.server.config.Bind;
import io.replicante.http.OwnHosts;
import io.replicante.spec.UnavailableException;
import io.replicante.store.Store;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the API. Thread-safe. */
public final class ApiServer implements AutoCloseable {
    private static final int MAX_THREADS = 32;
    private static final int MIN_THREADS = 4;
    private static final long STOP_MILLIS = 2_000;
    /** Connections that nothing is asked on must not make the end wait. */
    private static final long SHUTDOWN_IDLE_MILLIS = 50;

    /** Names may hold percent signs; routes take paths apart before they decode them once, so nothing gets ambiguous. */
    private static final UriCompliance NAMES =
            UriCompliance.DEFAULT.with("NAMES", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    private final Javalin javalin;
    private final Bind bind;

    private ApiServer(Javalin javalin, Bind bind) {
        this.javalin = javalin;
        this.bind = bind;
    }

    /**
     * What the API shows.
     *
     * @param engine the engine
     * @param store its store
     * @param meters what it measures
     * @param version of the server
     * @param random numbers the errors
     * @param limits what requests may take
     * @param authoriser decides who may call
     * @param audit is told who did
     */
    public record Shown(
            Replicante engine,
            Store store,
            PrometheusMeterRegistry meters,
            String version,
            RandomGenerator random,
            RequestLimits limits,
            Authoriser authoriser,
            Audit audit) {}

    /**
     * Begins to serve.
     *
     * @param bind where
     * @param shown what
     * @return the server
     * @throws UnavailableException if it cannot listen there
     */
    public static ApiServer start(Bind bind, Shown shown) {
        Javalin javalin = Javalin.create(config -> configure(config, bind, shown));
        try {
            javalin.start();
        } catch (RuntimeException notListening) {
            Throwable reason = notListening.getCause() == null ? notListening : notListening.getCause();
            throw new UnavailableException("cannot listen on " + bind + ": " + reason.getMessage(), notListening);
        }
        return new ApiServer(javalin, new Bind(bind.host(), javalin.port()));
    }

    private static void configure(JavalinConfig config, Bind bind, Shown shown) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = shown.limits().size();
        config.http.defaultContentType = "application/json";
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("api");
        config.jetty.threadPool = threads;
        RequestMeters measured = new RequestMeters(shown.meters());
        measured.register(config.routes);
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JsonErrorPages());
            server.setStopTimeout(STOP_MILLIS);
            server.setHandler(new BodyHandler(shown.limits()));
            server.setRequestLog(measured);
        });
        config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(new JsonErrorPages()));
        config.jetty.modifyHttpConfiguration(http -> limit(http, shown.limits()));
        config.jetty.addConnector((server, http) -> connector(server, http, bind, shown.limits()));
        OwnHosts hosts = OwnHosts.of(new InetSocketAddress(bind.host(), bind.port()));
        config.routes.before(new Gate(hosts, shown.authoriser(), shown.audit())::pass);
        new Failures(shown.random()).register(config.routes);
        new ProbeApi(shown.store(), shown.meters(), shown.version()).register(config.routes);
        new ApplyApi(shown.engine()).register(config.routes);
        new NodeActionApi(shown.engine().actions()).register(config.routes);
        new OrchestratorActionApi(shown.engine().orchestratorActions()).register(config.routes);
        new PauseApi(shown.engine()).register(config.routes);
        new DesiredApi(shown.engine()).register(config.routes);
        new ClusterApi(shown.engine()).register(config.routes);
        new ApprovalApi(shown.engine()).register(config.routes);
        new OverrideApi(shown.engine().overrides()).register(config.routes);
        new EventApi(shown.engine().eventLog()).register(config.routes);
    }

    private static void limit(HttpConfiguration http, RequestLimits limits) {
        http.setSendServerVersion(false);
        http.setIdleTimeout(limits.idle().toMillis());
        http.setUriCompliance(NAMES);
    }

    private static Connector connector(Server server, HttpConfiguration http, Bind bind, RequestLimits limits) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(bind.host());
        connector.setPort(bind.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        return connector;
    }

    /**
     * Where it listens.
     *
     * @return the place, with the port that was taken
     */
    public Bind bind() {
        return bind;
    }

    /** Ends what is being answered within two seconds, and listens no more. */
    @Override
    public void close() {
        javalin.stop();
    }
}
