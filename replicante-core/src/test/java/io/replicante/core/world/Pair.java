package io.replicante.core.world;

import io.replicante.core.cycle.Cycle;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.fixture.Asked;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.state.Approval;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Pause;
import io.replicante.core.view.Observation;
import io.replicante.core.view.Surroundings;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An asynchronous PostgreSQL pair, or one with more standbys, in virtual time, whose clients remember what was acknowledged to them. A server takes writes
 * whenever it runs as a primary, however many do: who promotes wrongly loses what they remember. The engine's shell is played, too.
 */
public final class Pair {
    public static final ClusterRef CLUSTER = new ClusterRef("prod", "orders");

    public final NavigableMap<String, Server> servers = new TreeMap<>();
    public final List<Long> acknowledged = new ArrayList<>();
    public final List<Intent> sent = new ArrayList<>();
    /** Acknowledged writes that no server had any more once a copy was built anew. */
    public final List<Long> destroyed = new ArrayList<>();

    /** Whom the datastore's own configuration does not list any more. */
    final Set<String> removed = new TreeSet<>();

    public Instant now = Instant.parse("2031-03-09T07:00:00Z");
    public ClusterState state;
    public boolean dispatches = true;
    /** When the platform was listed last; empty: in this very cycle. */
    public Optional<Instant> listedAt = Optional.empty();

    public int ticksWithTwoPrimaries;
    public int longestPause;
    private int pause;
    private long written;
    public Cycle cycle;
    public final Definitions definitions;
    public Surroundings surroundings = new Surroundings(
            new Namespace("prod", NamespaceStatus.ACTIVE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Pair() {
        this(Declaration.defaults());
    }

    public Pair(Declaration declaration) {
        this(declaration, Datastores.bundled(), List.of("b"), 0);
    }

    /** A primary a that waits for so many of its standbys. */
    public Pair(Declaration declaration, Definitions definitions, List<String> standbys, int waitsFor) {
        this.definitions = definitions;
        cycle = Cycle.of(definitions, SafetySettings.DEFAULT);
        state = ClusterState.fresh(spec(declaration), "incarnation-1");
        servers.put("a", new Server("a", true));
        standbys.forEach(id -> servers.put(id, new Server(id, false)));
        server("a").waitsFor = waitsFor;
        server("a").waitsForAnyOf = String.join(",", standbys);
        run(4);
    }

    /** A primary a whose clients wait for so many of its standbys. */
    public static Pair synchronous(int waitsFor, String... standbys) {
        return synchronous(Datastores.bundled(), waitsFor, standbys);
    }

    /** The same, of another definition. */
    public static Pair synchronous(Definitions definitions, int waitsFor, String... standbys) {
        Declaration waited = Declaration.builder()
                .acknowledges(List.of(new Acknowledgement("*", Acknowledgement.Level.MODEL)))
                .build();
        return new Pair(waited, definitions, List.of(standbys), waitsFor).run(6);
    }

    /** One more server, of which nothing is read before it was set up. */
    public Server join(String id, boolean primary) {
        Server server = new Server(id, primary);
        servers.put(id, server);
        return server;
    }

    /** Somebody makes standbys leave the primary, for good. */
    public Pair detach(String... standbys) {
        List.of(standbys).forEach(id -> server(id).upstream = "");
        return this;
    }

    private static ClusterSpec spec(Declaration declaration) {
        return new ClusterSpec(CLUSTER, true, Duration.ofSeconds(1), Optional.empty(), declaration);
    }

    /** The engine knows nothing of the servers any more. */
    public ClusterState fresh() {
        return ClusterState.fresh(spec(state.spec().declaration()), "incarnation-2");
    }

    /** A person wishes that nothing be begun in what is named: the cluster, its namespace or the fleet. */
    public void pause(String what) {
        Optional<Pause> wish = Optional.of(new Pause(Actor.person("ada"), now, "the audit"));
        surroundings = new Surroundings(
                surroundings.namespace(),
                what.equals("namespace") ? wish : Optional.empty(),
                what.equals("fleet") ? wish : Optional.empty(),
                surroundings.platform(),
                surroundings.listingFailure());
        state = state.toBuilder()
                .pause(what.equals("cluster") ? wish : Optional.empty())
                .build();
    }

    public Server server(String id) {
        return Optional.ofNullable(servers.get(id)).orElseThrow();
    }

    public Pair run(int ticks) {
        for (int i = 0; i < ticks; i++) {
            tick();
        }
        return this;
    }

    public void tick() {
        now = now.plusSeconds(1);
        servers.values().forEach(server -> server.act(this));
        write();
        servers.values().forEach(server -> server.replicate(this));
        acknowledge();
        List<DiscoveredNode> listed = servers.values().stream()
                .filter(server -> server.listed)
                .map(server -> server.id)
                .map(id ->
                        new DiscoveredNode("sim://" + id, "small", id, Optional.empty(), Optional.of("machine-" + id)))
                .toList();
        DiscoveryRecord listing = new DiscoveryRecord(listed, listedAt.orElse(now));
        state = state.toBuilder().discovery(Optional.of(listing)).build();
        Set<String> members = new TreeSet<>(servers.keySet());
        members.removeAll(removed);
        List<Observation> observations = servers.values().stream()
                .map(server -> server.observe(now, state, members))
                .toList();
        Surroundings around = surroundings.with(World.alone(now));
        var output = cycle.run(new CycleInput(state, around, observations, now, now.plusMillis(200), "engine-1"));
        state = output.next();
        if (dispatches) {
            output.step().ifPresent(this::dispatch);
        }
    }

    private void write() {
        List<Server> writable =
                servers.values().stream().filter(server -> server.accepts(now)).toList();
        pause = writable.isEmpty() ? pause + 1 : 0;
        longestPause = Math.max(longestPause, pause);
        for (Server server : writable) {
            for (int i = 0; i < 4; i++) {
                written++;
                server.write(written);
            }
        }
    }

    private void acknowledge() {
        List<List<Long>> done = servers.values().stream()
                .map(server -> server.acknowledge(this))
                .filter(writes -> !writes.isEmpty())
                .toList();
        done.forEach(acknowledged::addAll);
        ticksWithTwoPrimaries += done.size() > 1 ? 1 : 0;
    }

    void throwsAway(Server server) {
        Set<Long> only = new HashSet<>(server.log);
        only.retainAll(acknowledged);
        servers.values().stream()
                .filter(other -> other != server)
                .forEach(other -> only.removeAll(Set.copyOf(other.log)));
        destroyed.addAll(only);
    }

    /** What was acknowledged and is not on the server that clients write to now. */
    public List<Long> lost() {
        Server primary = servers.values().stream()
                .filter(server -> server.primary)
                .max(Comparator.comparingLong((Server server) -> server.term))
                .orElseThrow();
        return acknowledged.stream()
                .filter(write -> !primary.log.contains(write))
                .toList();
    }

    public UUID request(String node, String kind) {
        UUID id = UUID.nameUUIDFromBytes((node + kind + now).getBytes(StandardCharsets.UTF_8));
        state = Asked.in(state, id, node, kind, now);
        return id;
    }

    public void approve(String key) {
        NavigableMap<String, Approval> approvals = new TreeMap<>(state.approvals());
        Decision shown = state.decisions().stream()
                .filter(decision -> decision.candidate().key().equals(key))
                .findFirst()
                .orElseThrow();
        approvals.put(key, Approval.of(shown, Actor.person("ada"), now));
        state = state.toBuilder().approvals(approvals).build();
    }

    /** A person vouches that a server takes no more writes. */
    public void attest(String node) {
        attest(node, Duration.ofHours(1));
    }

    /** The same, for so long. */
    public void attest(String node, Duration within) {
        SafetyOverride word = new SafetyOverride(
                CLUSTER,
                SafetyOverride.OLD_PRIMARY_REVOKED,
                Optional.of(node),
                Optional.empty(),
                Actor.person("ada"),
                "its power supply is out",
                now.plus(within));
        state = state.withOverrides(new TreeMap<>(Map.of(word.id(), word)));
    }

    public Optional<Decision> decision(String node, String kind) {
        return state.decisions().stream()
                .filter(decision -> decision.candidate().kind().equals(kind))
                .filter(decision -> decision.candidate()
                        .subject()
                        .filter(target -> target.nodeId().equals(node))
                        .isPresent())
                .findFirst();
    }

    public List<String> sentKinds() {
        return sent.stream().map(intent -> intent.candidate().kind()).toList();
    }

    public void dispatch(Intent step) {
        Intent attempted =
                step.attempted(now, 1, now.plusSeconds(20), step.overdueAfter().orElseThrow(), List.of());
        state = state.withAttempt(attempted);
        sent.add(attempted);
        server(attempted.candidate().executor().orElseThrow())
                .accept(
                        attempted.id(),
                        attempted.candidate().kind(),
                        attempted.candidate().args(),
                        now);
        NavigableMap<UUID, Intent> intents = new TreeMap<>(state.intents());
        intents.put(attempted.id(), attempted.sent(now));
        state = state.toBuilder().intents(intents).build();
    }
}
