package io.replicante.core;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentracing.Tracer;
import io.opentracing.noop.NoopTracerFactory;
import io.replicante.core.act.OrchestratorActionHandler;
import io.replicante.core.check.Checks;
import io.replicante.core.check.DesiredStateCheck;
import io.replicante.core.control.DesiredState;
import io.replicante.core.cycle.Cycle;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.gate.Gate;
import io.replicante.core.gate.SafetyRule;
import io.replicante.core.http.HttpClients;
import io.replicante.core.http.HttpTransports;
import io.replicante.core.lease.Ticker;
import io.replicante.core.plan.Planner;
import io.replicante.core.plan.Remedy;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.platform.PlatformTransport;
import io.replicante.store.Store;
import io.replicante.store.memory.InMemoryStore;
import io.replicante.stream.EventStream;
import io.replicante.stream.memory.InMemoryEventStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Wires an engine. A store and a stream are required; everything else has a default. Setting a value twice is an error. Not
 * thread-safe.
 */
public final class ReplicanteBuilder {
    private final Set<String> seen = new HashSet<>();
    private final List<AgentTransport> agents = new ArrayList<>();
    private final List<PlatformTransport> platforms = new ArrayList<>();
    private final List<DesiredStateCheck> checks = new ArrayList<>();
    private final List<Remedy> remedies = new ArrayList<>();
    private final List<SafetyRule> rules = new ArrayList<>();
    private final List<OrchestratorActionHandler> handlers = new ArrayList<>();
    private final List<AutoCloseable> owned = new ArrayList<>();

    private @Nullable Store store;
    private @Nullable EventStream stream;
    private boolean inMemory;
    private @Nullable Definitions definitions;
    private EngineSettings settings = EngineSettings.DEFAULT;
    private Consumer<HttpClients.Builder> http = clients -> {};
    private InstantSource wall = SystemBootstrap.wall();
    private Ticker ticker = SystemBootstrap.ticker();
    private @Nullable RandomGenerator random;
    private @Nullable Executor calls;
    private @Nullable Executor workers;
    private @Nullable ScheduledExecutorService timer;
    private Tracer tracer = NoopTracerFactory.create();
    private @Nullable MeterRegistry meters;
    private @Nullable String engine;
    private @Nullable Function<CycleInput, CycleOutput> decide;

    ReplicanteBuilder() {}

    /**
     * Where everything is kept that must outlive a cycle. It stays the host's to close.
     *
     * @param value the store
     * @return this
     */
    public ReplicanteBuilder store(Store value) {
        store = once("store", value);
        return this;
    }

    /**
     * Where events are delivered. It stays the host's to close.
     *
     * @param value the stream
     * @return this
     */
    public ReplicanteBuilder stream(EventStream value) {
        stream = once("stream", value);
        return this;
    }

    /**
     * Keeps everything in the memory of this process and delivers events within it: instead of {@link #store} and
     * {@link #stream}, for a first look and for tests. Nothing of it outlives the process.
     *
     * @return this
     */
    public ReplicanteBuilder inMemory() {
        once("store", this);
        once("stream", this);
        inMemory = true;
        return this;
    }

    /**
     * A way to reach agents. May be given several times, for different schemes. Unless one of them is for {@code http} or
     * {@code https}, these are spoken as the Replicante protocol says, over the connections of {@link #http}.
     *
     * @param value the transport
     * @return this
     */
    public ReplicanteBuilder agents(AgentTransport value) {
        agents.add(Objects.requireNonNull(value, "agents"));
        return this;
    }

    /**
     * A way to reach platforms. May be given several times, for different schemes. Unless one of them is for {@code http} or
     * {@code https}, these are spoken as the Replicante protocol says, over the connections of {@link #http}.
     *
     * @param value the transport
     * @return this
     */
    public ReplicanteBuilder platforms(PlatformTransport value) {
        platforms.add(Objects.requireNonNull(value, "platforms"));
        return this;
    }

    /**
     * How agents and platforms are reached by {@code http} and {@code https}: limits, proxies, credentials and client
     * certificates. Namespaces' CA bundles stay in force. The defaults unless given.
     *
     * @param value changes the connections' builder; whatever it sets as {@link HttpClients.Builder#caBundles} is replaced
     * @return this
     */
    public ReplicanteBuilder http(Consumer<HttpClients.Builder> value) {
        http = once("http", value);
        return this;
    }

    /**
     * What is known of datastore softwares; the bundled definitions unless given.
     *
     * @param value the definitions
     * @return this
     */
    public ReplicanteBuilder definitions(Definitions value) {
        definitions = once("definitions", value);
        return this;
    }

    /**
     * A check of the host's own. May be given several times.
     *
     * @param value the check
     * @return this
     */
    public ReplicanteBuilder check(DesiredStateCheck value) {
        checks.add(Objects.requireNonNull(value, "check"));
        return this;
    }

    /**
     * A remedy of the host's own. May be given several times.
     *
     * @param value the remedy
     * @return this
     */
    public ReplicanteBuilder remedy(Remedy value) {
        remedies.add(Objects.requireNonNull(value, "remedy"));
        return this;
    }

    /**
     * A safety rule of the host's own, asked beside the built-in ones. May be given several times.
     *
     * @param value the rule
     * @return this
     */
    public ReplicanteBuilder rule(SafetyRule value) {
        rules.add(Objects.requireNonNull(value, "rule"));
        return this;
    }

    /**
     * Carries out a kind of actions on clusters as a whole. May be given several times, for different kinds.
     *
     * @param value the handler
     * @return this
     */
    public ReplicanteBuilder handler(OrchestratorActionHandler value) {
        handlers.add(Objects.requireNonNull(value, "handler"));
        return this;
    }

    /**
     * All numbers; {@link EngineSettings#DEFAULT} unless given.
     *
     * @param value the settings
     * @return this
     */
    public ReplicanteBuilder settings(EngineSettings value) {
        settings = once("settings", value);
        return this;
    }

    /**
     * The wall clock; the machine's unless given. Time is the store's; this one is only compared with the ticker.
     *
     * @param value the clock
     * @return this
     */
    public ReplicanteBuilder clock(InstantSource value) {
        wall = once("clock", value);
        return this;
    }

    /**
     * Measures durations; the machine's monotonic clock unless given.
     *
     * @param value the ticker
     * @return this
     */
    public ReplicanteBuilder ticker(Ticker value) {
        ticker = once("ticker", value);
        return this;
    }

    /**
     * Names what needs a new name; it should not be predictable. A {@link java.security.SecureRandom} unless given.
     *
     * @param value the source
     * @return this
     */
    public ReplicanteBuilder random(RandomGenerator value) {
        random = once("random", value);
        return this;
    }

    /**
     * Runs calls to agents, platforms and the stream, which may hang: on other threads than the caller's, or directly on it. It
     * should refuse rather than queue. Threads of its own unless given.
     *
     * @param value the executor
     * @return this
     */
    public ReplicanteBuilder calls(Executor value) {
        calls = once("calls", value);
        return this;
    }

    /**
     * Runs the engine's work once it was started. Threads of its own unless given.
     *
     * @param value the executor
     * @return this
     */
    public ReplicanteBuilder workers(Executor value) {
        workers = once("workers", value);
        return this;
    }

    /**
     * Raises the alarms of deadlines and looks for work. A thread of its own unless given.
     *
     * @param value the scheduler
     * @return this
     */
    public ReplicanteBuilder timer(ScheduledExecutorService value) {
        timer = once("timer", value);
        return this;
    }

    /**
     * Receives spans; nobody unless given.
     *
     * @param value the tracer
     * @return this
     */
    public ReplicanteBuilder tracer(Tracer value) {
        tracer = once("tracer", value);
        return this;
    }

    /**
     * Receives measurements; nobody unless given.
     *
     * @param value the registry
     * @return this
     */
    public ReplicanteBuilder meters(MeterRegistry value) {
        meters = once("meters", value);
        return this;
    }

    /**
     * Names this engine instance; no two instances on one store may have one name. Random unless given.
     *
     * @param value the name
     * @return this
     */
    public ReplicanteBuilder engine(String value) {
        engine = once("engine", value);
        return this;
    }

    /** Replaces the pure stations, to try the shell alone. */
    ReplicanteBuilder decide(Function<CycleInput, CycleOutput> value) {
        decide = once("decide", value);
        return this;
    }

    /**
     * Wires the engine. It does nothing before it is started or asked.
     *
     * @return the engine, to be closed
     * @throws IllegalStateException if something required is missing, naming all of it, or {@link #http} would be of no effect
     * @throws io.replicante.spec.ConflictException if two transports handle one scheme
     */
    public Replicante build() {
        requireAll();
        once("built", this);
        RandomGenerator names = random == null ? SystemBootstrap.random() : random;
        Executor callThreads = calls == null ? own(SystemBootstrap.calls()) : calls;
        Executor workThreads =
                workers == null ? own(SystemBootstrap.workers(settings.work().workers())) : workers;
        ScheduledExecutorService alarms = timer == null ? own(SystemBootstrap.timer()) : timer;
        if (inMemory) {
            store = InMemoryStore.of(wall, names);
            stream = InMemoryEventStream.builder(callThreads, alarms).build();
            owned.add(0, store);
            owned.add(0, stream);
        }
        Definitions known = definitions == null ? Definitions.bundled() : definitions;
        speakHttp(new DesiredState(Objects.requireNonNull(store), known, names)::namespace);
        Cycle cycle = cycle(known);
        Wiring wiring = new Wiring(
                Objects.requireNonNull(store),
                Objects.requireNonNull(stream),
                agents,
                platforms,
                known,
                settings,
                wall,
                ticker,
                names,
                callThreads,
                workThreads,
                alarms,
                tracer,
                meters == null ? new CompositeMeterRegistry() : meters,
                engine == null ? "engine-" + Long.toHexString(names.nextLong()) : engine,
                decide == null ? cycle::run : decide,
                cycle::stoppable,
                handlers,
                Gate.ruleIds(rules));
        return new Replicante(wiring, owned);
    }

    private void speakHttp(Function<String, Optional<Namespace>> namespaces) {
        HttpTransports own = HttpTransports.beside(agents, platforms);
        if (own.areNeeded()) {
            HttpClients clients = HttpTransports.clients(ticker, http, namespaces);
            owned.add(clients);
            agents.addAll(own.agents(clients));
            platforms.addAll(own.platforms(clients));
        } else if (seen.contains("http")) {
            throw new IllegalStateException("http was set, but transports of the host's own speak it");
        }
    }

    private Cycle cycle(Definitions known) {
        return new Cycle(
                known,
                Checks.with(checks),
                Planner.with(remedies),
                Gate.with(rules, settings.safety()),
                settings.safety());
    }

    private void requireAll() {
        List<String> missing = new ArrayList<>();
        if (store == null && !inMemory) {
            missing.add("store");
        }
        if (stream == null && !inMemory) {
            missing.add("stream");
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("missing: " + String.join(", ", missing));
        }
    }

    private <T extends ExecutorService> T own(T executor) {
        owned.add(executor::shutdownNow);
        return executor;
    }

    private <T> T once(String name, T value) {
        Objects.requireNonNull(value, name);
        if (!seen.add(name)) {
            throw new IllegalStateException(name + " was set before");
        }
        return value;
    }
}
