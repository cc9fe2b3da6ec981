package io.replicante.examples.quickstart;

import io.replicante.core.state.Finding;
import io.replicante.core.state.Finding.Severity;
import io.replicante.platform.process.ProcessHost;
import io.replicante.platform.process.ProcessNode;
import io.replicante.platform.process.ProcessTransport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;

/** Everything that the steps of the quickstart share: the host of the servers, the engine, the client, and who looks on. */
final class Stage implements AutoCloseable {
    /** How many servers are declared. */
    static final int SIZE = 3;

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LOOK_AT_SERVERS = Duration.ofMillis(100);
    private static final String HOST = "local";

    private final Threads threads;
    private final Timeline timeline;
    private final ProcessHost host;
    private final LocalAgents agents;
    private final Ensemble ensemble;
    private final Watch watch;
    private final Engine engine;
    private final Writer writer;
    private final Sabotage sabotage;
    private volatile Optional<Instant> sabotageBegan = Optional.empty();
    private final List<Check> checks = new ArrayList<>();
    private final List<Future<?>> looks = new ArrayList<>();
    private Optional<ProcessNode> lost = Optional.empty();
    private int readBack;

    private Stage(Options options, Timeline timeline) {
        this.timeline = timeline;
        sabotage = options.sabotage();
        threads = new Threads();
        host = host(options, threads);
        agents = new LocalAgents(host, sabotage, () -> sabotageBegan.isPresent(), threads.scheduler("agent", 3));
        ensemble = new Ensemble(host, agents, Engine.CLUSTER);
        watch = new Watch(ensemble, timeline::note);
        engine = Engine.open(agents, sabotage.disguise(ProcessTransport.of(host)), timeline, threads);
        writer = new Writer(ensemble::clientAddresses, threads);
    }

    /** Opens everything; no server runs and nothing is declared. */
    static Stage open(Options options, Timeline timeline) throws IOException {
        Leftovers.remove(() -> host(options, new Threads()), options.servers());
        return new Stage(options, timeline);
    }

    private static ProcessHost host(Options options, Threads threads) {
        return ProcessHost.builder(HOST, options.servers(), InstantSource.system(), threads.named("server-output"))
                .template(ZooKeeperServers.STORE, new ZooKeeperServers())
                .maxMachines(8)
                .open();
    }

    /** Lets the engine begin. */
    void begin() {
        looks.add(threads.repeat("watch-processes", watch::lookAtProcesses, LOOK));
        looks.add(threads.repeat("watch-servers", watch::lookAtServers, LOOK_AT_SERVERS));
        engine.begin();
    }

    /** Lets the sabotage begin, if there is to be one. */
    void beginSabotage() {
        if (sabotage != Sabotage.NONE) {
            timeline.note("sabotage: from now on " + sabotage.description());
            sabotageBegan = Optional.of(Instant.now());
        }
    }

    /** Whether the sabotage had begun at a time. */
    boolean isSabotaged(Instant time) {
        return sabotageBegan.filter(began -> !time.isBefore(began)).isPresent();
    }

    Timeline timeline() {
        return timeline;
    }

    Ensemble ensemble() {
        return ensemble;
    }

    Watch watch() {
        return watch;
    }

    Engine engine() {
        return engine;
    }

    Writer writer() {
        return writer;
    }

    Ledger ledger() {
        return writer.ledger();
    }

    /** Whether the ensemble is as declared, serves, and the engine has nothing to find or to do. */
    boolean isWell() {
        return ensemble.machines().size() == SIZE
                && watch.voters().size() == SIZE
                && ensemble.machines().stream().allMatch(ensemble::isHealthy)
                && engine.findings().stream().noneMatch(finding -> finding.severity() != Severity.INFO)
                && !engine.isBusy();
    }

    /** Whether the engine has opened a finding. */
    boolean finds(String code) {
        return engine.findings().stream().map(Finding::code).anyMatch(code::equals);
    }

    /** Remembers which machine lost its server. */
    void loses(ProcessNode node) {
        lost = Optional.of(node);
    }

    ProcessNode lost() {
        return lost.orElseThrow(() -> new StepFailedException("no server was lost"));
    }

    OptionalLong lostServer() {
        return lost.map(node -> OptionalLong.of(node.machine().number())).orElseGet(OptionalLong::empty);
    }

    void check(Check check) {
        checks.add(check);
    }

    List<Check> checks() {
        return List.copyOf(checks);
    }

    /** Remembers how many acknowledged writes could be read back. */
    void readBack(int count) {
        readBack = count;
    }

    int readBack() {
        return readBack;
    }

    /** Ends everything in good order: who decides, who acts, the servers. Idempotent. */
    @Override
    public void close() {
        engine.close();
        looks.forEach(look -> look.cancel(false));
        writer.close();
        agents.close();
        host.close();
        watch.countProcesses();
        threads.close();
    }

    /** Ends the servers first, for there may be little time. Idempotent. */
    void abort() {
        host.close();
        close();
    }
}
