package io.replicante.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Intent;
import io.replicante.core.view.ActionsReading;
import io.replicante.core.view.Observation;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionState;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** One server of a {@link Pair}, with its agent. */
public final class Server {
    public final String id;
    public final List<Long> log = new ArrayList<>();
    public final NavigableMap<UUID, ActionExecution> actions = new TreeMap<>();
    public boolean running = true;
    public boolean primary;
    public boolean agentAnswers = true;
    /** Its agent reads from disk how far a stopped server came. */
    public boolean readsDisk = true;

    public String version = "17.2";
    /** Its agent lists the copy. */
    public boolean listsCopy = true;
    /** Its standby gets nothing. */
    public boolean sendsNothing;
    /** Its agent does not begin what it accepted. */
    public boolean agentIsSlow;

    public boolean reportsOffset = true;
    public boolean reportsTerm = true;
    /** By how much its term grows when it becomes the primary: it may know of terms that never led anywhere. */
    public long termStep = 1;
    /** Its agent says that it is at this offset, whatever is true; not when negative. */
    public long claimedOffset = -1;
    /** By its settings it takes the log of this server; of nobody when empty. */
    public String upstream = "a";
    /** For how many others it waits before it acknowledges, and for which. */
    public int waitsFor;

    public String waitsForAnyOf = "";
    /** What else its process says of itself. */
    public final Map<String, AttributeValue> extras = new TreeMap<>();
    /** The platform lists its machine. */
    public boolean listed = true;

    private final List<Long> unacknowledged = new ArrayList<>();
    public long term = 1;
    public long termBegan;
    private long termParent;
    /** The term that is on its disk while it is stopped; 0: the one it was in. */
    public long diskTerm;
    /** Its agent tells out of which term its own began. */
    public boolean reportsParent;

    public int starts = 1;
    public Instant readOnlyUntil = Instant.MIN;

    Server(String id, boolean primary) {
        this.id = id;
        this.primary = primary;
        this.upstream = primary ? "" : "a";
    }

    void write(long value) {
        log.add(value);
        unacknowledged.add(value);
    }

    /** What as many of the others have as it waits for. */
    List<Long> acknowledge(Pair pair) {
        if (!running || !primary) {
            unacknowledged.clear();
        }
        List<Long> done = unacknowledged.stream()
                .filter(value -> pair.servers.values().stream()
                                .filter(other -> other != this && other.running && !other.primary)
                                .filter(other -> other.upstream.equals(id))
                                .filter(other ->
                                        List.of(waitsForAnyOf.split(",")).contains(other.id))
                                .filter(other -> other.log.contains(value))
                                .count()
                        >= waitsFor)
                .toList();
        unacknowledged.removeAll(done);
        return done;
    }

    public boolean accepts(Instant now) {
        return running && primary && !now.isBefore(readOnlyUntil);
    }

    public void kill() {
        running = false;
    }

    public void start() {
        running = true;
        starts++;
        readOnlyUntil = Instant.MIN;
    }

    void replicate(Pair pair) {
        if (!running || primary) {
            return;
        }
        pair.servers.values().stream()
                .filter(other -> other.running && other.primary && !other.sendsNothing)
                .filter(other -> other.id.equals(upstream))
                .filter(other -> isPrefixOf(other))
                .max(Comparator.comparingLong(other -> other.term))
                .ifPresent(other -> {
                    log.addAll(other.log.subList(log.size(), other.log.size()));
                    term = other.term;
                });
    }

    private boolean isPrefixOf(Server other) {
        return log.size() <= other.log.size() && log.equals(other.log.subList(0, log.size()));
    }

    private String address() {
        return id + ":5432";
    }

    void accept(UUID action, String kind, JsonNode args, Instant now) {
        actions.putIfAbsent(
                action,
                new ActionExecution(
                        args,
                        now,
                        Optional.empty(),
                        action,
                        kind,
                        Map.of(),
                        now,
                        new ActionState(ActionPhase.NEW, Optional.empty(), Optional.empty())));
    }

    public void act(Pair pair) {
        if (!agentIsSlow) {
            actions.replaceAll((key, action) -> action.state().phase().isFinal() ? action : done(action, pair));
        }
    }

    private ActionExecution done(ActionExecution action, Pair pair) {
        boolean begun = action.state().phase() == ActionPhase.RUNNING;
        ActionPhase phase = ActionPhase.DONE;
        String named = action.args().path("node").asText();
        Optional<Server> leader = pair.servers.values().stream()
                .filter(other -> other != this && other.running && other.primary)
                .filter(other -> named.isEmpty() || named.equals(other.address()))
                .findFirst();
        switch (action.kind()) {
            case ActionKinds.STORE_QUIESCE -> readOnlyUntil = pair.now.plusSeconds(30);
            case ActionKinds.STORE_RESUME -> readOnlyUntil = Instant.MIN;
            case ActionKinds.STORE_STOP -> kill();
            case ActionKinds.STORE_PROMOTE -> {
                if (!running) {
                    return with(action, ActionPhase.FAILED, pair.now);
                }
                promote();
            }
            case ActionKinds.STORE_FOLLOW -> {
                if (leader.filter(this::isPrefixOf).isEmpty()) {
                    phase = ActionPhase.FAILED;
                } else {
                    primary = false;
                    upstream = leader.orElseThrow().id;
                    start();
                }
            }
            case ActionKinds.CLUSTER_REMOVE -> pair.removed.add(named);
            case ActionKinds.STORE_REBUILD, ActionKinds.CLUSTER_ADD -> {
                if (leader.isEmpty()) {
                    return with(action, ActionPhase.FAILED, pair.now);
                }
                pair.removed.remove(id);
                pair.throwsAway(this);
                log.clear();
                log.addAll(leader.orElseThrow().log);
                term = leader.orElseThrow().term;
                upstream = leader.orElseThrow().id;
                primary = false;
                start();
            }
            case ActionKinds.STORE_RESTART -> {
                phase = begun ? ActionPhase.DONE : ActionPhase.RUNNING;
                if (begun) {
                    start();
                } else {
                    kill();
                }
            }
            default -> throw new IllegalStateException(action.kind());
        }
        return with(action, phase, pair.now);
    }

    public void promote() {
        if (!primary) {
            primary = true;
            upstream = "";
            termParent = term;
            term += termStep;
            termBegan = log.size();
        }
    }

    private static ActionExecution with(ActionExecution action, ActionPhase phase, Instant now) {
        return new ActionExecution(
                action.args(),
                action.createdTime(),
                phase.isFinal() ? Optional.of(now) : Optional.empty(),
                action.id(),
                action.kind(),
                action.metadata(),
                action.scheduledTime(),
                new ActionState(phase, Optional.empty(), Optional.empty()));
    }

    Observation observe(Instant now, ClusterState state, Set<String> all) {
        if (!agentAnswers) {
            return Observation.failed(id, now, now.plusMillis(100), "connection refused");
        }
        String source = "agent " + id;
        return new Observation(
                id,
                now,
                now.plusMillis(100),
                Evidence.known(reading(state), now, source),
                Evidence.known(node(), now.plusMillis(5), source),
                running
                        ? Evidence.known(extras(now, all), now.plusMillis(10), source)
                        : Evidence.unknown("the process does not answer"),
                running || readsDisk
                        ? Evidence.known(shards(), now.plusMillis(20), source)
                        : Evidence.unknown("the process does not answer"));
    }

    private ActionsReading reading(ClusterState state) {
        List<ActionSummary> queued = new ArrayList<>();
        List<ActionSummary> finished = new ArrayList<>();
        actions.values()
                .forEach(action -> (action.state().phase().isFinal() ? finished : queued).add(action.summary()));
        Map<UUID, Optional<ActionExecution>> lookups = new TreeMap<>();
        state.intents().values().stream()
                .filter(Intent::inFlight)
                .filter(intent -> intent.candidate().executor().equals(Optional.of(id)))
                .forEach(intent -> lookups.put(intent.id(), Optional.ofNullable(actions.get(intent.id()))));
        return new ActionsReading(new ActionList(queued, true), new ActionList(finished, true), lookups);
    }

    private AgentNode node() {
        Map<String, AttributeValue> attributes = new TreeMap<>();
        attributes.put("postgresql.org/application_name", AttributeValue.of(id));
        if (running) {
            attributes.put("postgresql.org/postmaster_start_time", AttributeValue.of(id + "#" + starts));
        }
        return new AgentNode(
                Addresses.of("127.0.0.1:3", address()),
                new AgentVersion("none", "1.0.0", "clean"),
                attributes,
                id,
                NodeStatus.of(running ? NodeStatus.Code.HEALTHY : NodeStatus.Code.UNAVAILABLE),
                "postgresql",
                StoreVersion.of(version));
    }

    private StoreExtras extras(Instant now, Set<String> all) {
        Map<String, AttributeValue> attributes = new TreeMap<>(Datastores.undisturbed("postgresql"));
        attributes.putAll(extras);
        attributes.put("postgresql.org/fsync", AttributeValue.of("on"));
        attributes.put("postgresql.org/configured_upstream", AttributeValue.of(upstream));
        attributes.put("postgresql.org/synchronous_count", AttributeValue.of(waitsFor));
        attributes.put("postgresql.org/synchronous_candidates", AttributeValue.of(waitsForAnyOf));
        attributes.put("postgresql.org/read_only", AttributeValue.of(now.isBefore(readOnlyUntil)));
        attributes.put("postgresql.org/disk_free_bytes", AttributeValue.of(1_000_000));
        attributes.put("postgresql.org/database_bytes", AttributeValue.of(1_000));
        attributes.put(
                "postgresql.org/members",
                AttributeValue.of(all.stream()
                        .map(each -> "{\"id\":\"" + each + "\",\"type\":\"streaming\",\"attributes\":{}}")
                        .collect(Collectors.joining(",", "{\"members\":[", "]}"))));
        attributes.put("postgresql.org/members_version", AttributeValue.of(1));
        return new StoreExtras("orders-1", attributes);
    }

    private ShardsInfo shards() {
        if (!listsCopy) {
            return new ShardsInfo(List.of());
        }
        ShardRole role = !running ? ShardRole.other("STOPPED") : primary ? ShardRole.PRIMARY : ShardRole.SECONDARY;
        Map<String, AttributeValue> attributes = new TreeMap<>();
        if (reportsTerm) {
            attributes.put(AgentShard.TERM, AttributeValue.of(running || diskTerm == 0 ? term : diskTerm));
        }
        if (primary && reportsTerm) {
            attributes.put(AgentShard.TERM_BEGAN, AttributeValue.of(termBegan));
            if (reportsParent) {
                attributes.put(AgentShard.TERM_PARENT, AttributeValue.of(termParent));
            }
        }
        return new ShardsInfo(List.of(new AgentShard(
                "cluster",
                Optional.of(role),
                reportsOffset
                        ? Optional.of(new CommitOffset(
                                OffsetUnit.of("bytes"), claimedOffset < 0 ? log.size() : claimedOffset))
                        : Optional.empty(),
                Optional.empty(),
                attributes)));
    }
}
