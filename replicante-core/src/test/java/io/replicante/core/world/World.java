package io.replicante.core.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.cycle.Cycle;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Intent;
import io.replicante.core.state.ProvisionOrder;
import io.replicante.core.view.ActionsReading;
import io.replicante.core.view.Observation;
import io.replicante.core.view.Surroundings;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionState;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.DeclarationBuilder;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import io.replicante.spec.platform.DiscoveredNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A simulated ZooKeeper-like cluster in virtual time. It plays the shell, too: it observes, runs the cycle, carries out the step that
 * the cycle chooses, and remembers what the cycle wants remembered.
 */
public final class World {
    public static final ClusterRef CLUSTER = new ClusterRef("prod", "coordination");

    public final NavigableMap<String, Machine> machines = new TreeMap<>();
    public final NavigableMap<String, String> configured = new TreeMap<>();
    public final List<NewEvent> events = new ArrayList<>();
    public final List<Intent> sent = new ArrayList<>();
    public Cycle cycle = Cycle.of(Definitions.of(List.of(Datastores.usual())), SafetySettings.DEFAULT);
    public Instant now = Instant.parse("2031-03-09T07:00:00Z");
    public Surroundings surroundings;
    public ClusterState state;
    public CycleOutput last;
    public long configurationVersion;
    public long term = 1;
    public long written;
    public String leader = "";
    public boolean platformProvisions = true;
    public boolean dispatches = true;
    public boolean listings = true;
    public boolean listsGroups = true;
    public boolean bootsSilently;
    /** The node that claims to be the primary in a term far ahead. */
    public Optional<String> liar = Optional.empty();

    public final TreeSet<String> frozen = new TreeSet<>();
    /** How much time passes in a tick. */
    public Duration step = Duration.ofSeconds(1);

    public boolean restartsComeBack = true;
    /** Learners stop answering while they learn; with this set their action never ends, either. */
    public boolean learnersHang;

    public boolean learningNeverEnds;
    public int mostVotersWithOneDead;
    private int provisioned;

    public World(int desired) {
        state = ClusterState.fresh(spec(desired, Declaration.Tolerate.DEFAULT), "incarnation-1");
        PlatformSpec platform =
                new PlatformSpec("prod", "local", true, Duration.ofMinutes(5), "process:local", Duration.ofMinutes(1));
        surroundings = new Surroundings(
                new Namespace("prod", NamespaceStatus.ACTIVE),
                Optional.empty(),
                Optional.empty(),
                Optional.of(platform),
                Optional.empty());
        last = new CycleOutput("sync", state, List.of(), Optional.empty(), List.of(), List.of(), List.of());
    }

    public static ClusterSpec spec(int desired, Declaration.Tolerate tolerate) {
        return spec(desired, tolerate, Optional.empty());
    }

    public static ClusterSpec spec(int desired, Declaration.Tolerate tolerate, Optional<Duration> maxPause) {
        NodeGroup group = new NodeGroup(JsonNodeFactory.instance.objectNode(), desired, "small", Optional.empty());
        ClusterDefinition definition = new ClusterDefinition(
                JsonNodeFactory.instance.objectNode(), "coordination", "zookeeper", "3.9.5", Map.of("members", group));
        DeclarationBuilder declaration =
                Declaration.builder().definition(definition).tolerate(tolerate);
        maxPause.ifPresent(declaration::maxPause);
        return new ClusterSpec(
                CLUSTER,
                true,
                Duration.ofSeconds(1),
                Optional.of(new PlatformRef("prod", "local")),
                declaration.build());
    }

    /** A world in which the given number of members has been formed and caught up. */
    public static World healthy(int members) {
        World world = new World(members);
        world.runUntilQuiet(60);
        return world;
    }

    /** Runs cycles until the cluster is as declared and nothing is under way, or the given number is reached. */
    public void runUntilQuiet(int cycles) {
        for (int i = 0; i < cycles && !isAsDeclared(); i++) {
            tick();
        }
        run(3);
    }

    public boolean isAsDeclared() {
        int declared = state.spec().declaration().definition().orElseThrow().desiredNodes();
        return configured.size() == declared
                && configured.keySet().stream()
                        .allMatch(
                                id -> byMember(id).filter(each -> each.running).isPresent())
                && state.intents().isEmpty()
                && machines.size() == declared;
    }

    public void run(int cycles) {
        for (int i = 0; i < cycles; i++) {
            tick();
        }
    }

    /** One step: clients write, the store elects and replicates, agents run actions, the engine runs a cycle. */
    public CycleOutput tick() {
        now = now.plus(step);
        live();
        if (listings) {
            discover();
        }
        last = observe();
        events.addAll(last.events());
        state = last.next();
        if (dispatches) {
            last.withdraw().forEach(this::withdraw);
            last.step().ifPresent(this::dispatch);
            last.handOvers().forEach(this::dispatch);
        }
        long dead = configured.keySet().stream()
                .filter(id -> byMember(id).filter(each -> each.running).isEmpty())
                .count();
        if (dead > 0) {
            mostVotersWithOneDead = Math.max(mostVotersWithOneDead, configured.size());
        }
        return last;
    }

    /** What the cycle would say now, without any effect. */
    public CycleOutput observe() {
        return cycle.run(input());
    }

    public CycleInput input() {
        TreeSet<String> ids = new TreeSet<>(state.nodes().keySet());
        state.discovery().ifPresent(record -> record.nodes().forEach(node -> ids.add(node.nodeId())));
        List<Observation> observations = ids.stream().map(this::observe).toList();
        return new CycleInput(state, surroundings, observations, now, now.plusMillis(200), "engine-1");
    }

    public List<Decision> decisions(String kind) {
        return state.decisions().stream()
                .filter(decision -> decision.candidate().kind().equals(kind))
                .toList();
    }

    public Machine machine(String id) {
        Machine machine = machines.get(id);
        if (machine == null) {
            throw new IllegalArgumentException("no machine " + id + " in " + machines.keySet());
        }
        return machine;
    }

    public Machine leader() {
        return machine(leader);
    }

    public Machine follower() {
        return machines.values().stream()
                .filter(each -> configured.containsKey(each.memberId) && !each.id.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    /** The last decision on an action that somebody asked for. */
    public Decision decisionOn(UUID request) {
        return state.decisions().stream()
                .filter(decision -> decision.candidate().request().equals(Optional.of(request)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no decision on " + request + " among " + state.decisions()));
    }

    /** The last answer of a rule on an action that somebody asked for. */
    public io.replicante.core.state.Reason.Answer answer(UUID request, String rule) {
        return decisionOn(request).reasons().stream()
                .filter(reason -> reason.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " was not asked: " + decisionOn(request)))
                .answer();
    }

    /** Another declaration for the same cluster. */
    public void declare(ClusterSpec spec) {
        state = new ClusterState(
                spec,
                state.pause(),
                state.discovery(),
                state.record(),
                state.nodes(),
                state.offsets(),
                state.findings(),
                state.intents(),
                state.actions(),
                state.retries(),
                state.approvals(),
                state.decisions(),
                state.orchestrations(),
                state.overrides());
    }

    /** Somebody asks for an action on a node. */
    public UUID request(String nodeId, String kind) {
        UUID id = UUID.nameUUIDFromBytes(
                (nodeId + kind + now + state.actions().size()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        NavigableMap<UUID, NodeAction> actions = new TreeMap<>(state.actions());
        actions.put(
                id,
                NodeAction.builder(
                                id,
                                new NodeRef(CLUSTER, nodeId),
                                kind,
                                Actor.person("ada"),
                                now,
                                NodeActionPhase.PENDING_SCHEDULE)
                        .build());
        state = new ClusterState(
                state.spec(),
                state.pause(),
                state.discovery(),
                state.record(),
                state.nodes(),
                state.offsets(),
                state.findings(),
                state.intents(),
                actions,
                state.retries(),
                state.approvals(),
                state.decisions(),
                state.orchestrations(),
                state.overrides());
        return id;
    }

    /** Somebody else's action, running on a node. */
    public void runForeign(String nodeId, String kind) {
        UUID id = new UUID(7, machine(nodeId).actions.size());
        ActionState running = new ActionState(ActionPhase.RUNNING, Optional.empty(), Optional.empty());
        machine(nodeId)
                .actions
                .put(
                        id,
                        new ActionExecution(
                                JsonNodeFactory.instance.nullNode(),
                                now,
                                Optional.empty(),
                                id,
                                kind,
                                Map.of(),
                                now,
                                running));
    }

    /** A machine that discovery lists, with nothing on it. */
    public Machine provision() {
        provisioned++;
        Machine machine = new Machine("node-" + provisioned, Integer.toString(provisioned));
        machines.put(machine.id, machine);
        return machine;
    }

    /** The platform lists the id of a machine that is gone, on another one with nothing on it. */
    public Machine reuse(String id) {
        provisioned++;
        Machine machine = new Machine(id, Integer.toString(provisioned));
        machine.incarnation = Optional.of("machine-" + provisioned + " of " + id);
        machines.put(id, machine);
        return machine;
    }

    private void live() {
        boolean quorum = quorumUp();
        if (!quorum) {
            leader = "";
        } else if (leader.isEmpty() || !machines.containsKey(leader) || !machine(leader).running) {
            term++;
            leader = configured.keySet().stream()
                    .map(this::byMember)
                    .flatMap(Optional::stream)
                    .filter(each -> each.running)
                    .max(Comparator.<Machine>comparingLong(each -> each.offset).thenComparing(each -> each.id))
                    .orElseThrow()
                    .id;
        }
        if (quorum) {
            written += 100;
            machines.values().stream()
                    .filter(each -> each.running && !frozen.contains(each.id))
                    .forEach(each -> each.offset = written);
        }
        machines.values().forEach(this::runAction);
    }

    public boolean quorumUp() {
        long up = configured.keySet().stream()
                .filter(id -> byMember(id).filter(each -> each.running).isPresent())
                .count();
        return !configured.isEmpty() && up >= configured.size() / 2 + 1;
    }

    private Optional<Machine> byMember(String memberId) {
        return machines.values().stream()
                .filter(each -> each.memberId.equals(memberId))
                .findFirst();
    }

    private void runAction(Machine machine) {
        machine.actions.replaceAll(
                (id, action) -> action.state().phase().isFinal() ? action : carriedOut(machine, action));
    }

    private ActionExecution carriedOut(Machine machine, ActionExecution action) {
        ActionPhase phase = action.state().phase();
        ActionPhase next = ActionPhase.DONE;
        switch (action.kind()) {
            case ActionKinds.CLUSTER_LEARN -> {
                machine.learner = true;
                machine.start();
                if (learnersHang || phase == ActionPhase.RUNNING) {
                    machine.kill();
                    next = learningNeverEnds ? ActionPhase.RUNNING : ActionPhase.DONE;
                }
            }
            case ActionKinds.CLUSTER_ADD ->
                join(member(action.args().get("node").asText()));
            case ActionKinds.CLUSTER_SWAP -> {
                configured.remove(action.args().get("leave").asText());
                join(member(action.args().get("join").asText()));
            }
            case ActionKinds.CLUSTER_REMOVE -> {
                configured.remove(action.args().get("node").asText());
                configurationVersion++;
            }
            case ActionKinds.STORE_RESTART -> {
                if (phase == ActionPhase.NEW) {
                    machine.kill();
                    next = ActionPhase.RUNNING;
                } else if (restartsComeBack) {
                    machine.start();
                } else {
                    next = ActionPhase.RUNNING;
                }
            }
            default -> next = action.kind().startsWith("acme.") ? ActionPhase.RUNNING : ActionPhase.DONE;
        }
        return with(action, next);
    }

    private void join(String memberId) {
        configured.put(memberId, "participant");
        byMember(memberId).ifPresent(machine -> machine.learner = false);
        configurationVersion++;
    }

    private static String member(String line) {
        return line.substring("server.".length(), line.indexOf('='));
    }

    private ActionExecution with(ActionExecution action, ActionPhase phase) {
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

    /** Hands an intent over, as the shell does after its second commit. */
    public void dispatch(Intent step) {
        Intent attempted = step.attempted(
                now,
                1,
                now.plusSeconds(20),
                step.overdueAfter().orElseThrow(),
                state.discovery().map(DiscoveryRecord::nodes).orElse(List.of()).stream()
                        .map(DiscoveredNode::nodeId)
                        .toList());
        state = state.withAttempt(attempted);
        sent.add(attempted);
        Candidate candidate = attempted.candidate();
        if (candidate.kind().equals(Candidate.PROVISION)) {
            int wanted =
                    platformProvisions ? ProvisionOrder.of(candidate.args()).count() : 0;
            for (int i = 0; i < wanted; i++) {
                Machine machine = provision();
                machine.agentAnswers = !bootsSilently;
                if (candidate.effect().forms()) {
                    machine.start();
                    join(machine.memberId);
                }
            }
        } else if (candidate.kind().equals(Candidate.DEPROVISION)) {
            machines.remove(candidate.subject().orElseThrow().nodeId());
        } else {
            accept(machine(candidate.executor().orElseThrow()), attempted.id(), candidate.kind(), candidate);
        }
        replace(attempted.sent(now));
    }

    private void accept(Machine machine, UUID id, String kind, Candidate candidate) {
        machine.actions.putIfAbsent(
                id,
                new ActionExecution(
                        candidate.args(),
                        now,
                        Optional.empty(),
                        id,
                        kind,
                        Map.of(),
                        now,
                        new ActionState(ActionPhase.NEW, Optional.empty(), Optional.empty())));
    }

    private void withdraw(Intent intent) {
        Machine machine = machine(intent.candidate().executor().orElseThrow());
        if (!machine.actions.containsKey(intent.id())) {
            accept(machine, intent.id(), ActionKinds.TEST_SUCCESS, intent.candidate());
            replace(intent.become(Intent.Phase.WITHDRAWN, "withdrawn"));
        }
    }

    public void replace(Intent intent) {
        NavigableMap<UUID, Intent> intents = new TreeMap<>(state.intents());
        intents.put(intent.id(), intent);
        state = new ClusterState(
                state.spec(),
                state.pause(),
                state.discovery(),
                state.record(),
                state.nodes(),
                state.offsets(),
                state.findings(),
                intents,
                state.actions(),
                state.retries(),
                state.approvals(),
                state.decisions(),
                state.orchestrations(),
                state.overrides());
    }

    /** The platform is asked what exists. */
    public void discover() {
        List<DiscoveredNode> nodes = machines.values().stream()
                .filter(each -> each.listed)
                .map(each -> new DiscoveredNode(
                        each.address,
                        "small",
                        each.id,
                        listsGroups ? Optional.of("members") : Optional.empty(),
                        each.incarnation))
                .toList();
        discovered(new DiscoveryRecord(nodes, now));
    }

    public void discovered(DiscoveryRecord record) {
        state = new ClusterState(
                state.spec(),
                state.pause(),
                Optional.of(record),
                state.record(),
                state.nodes(),
                state.offsets(),
                state.findings(),
                state.intents(),
                state.actions(),
                state.retries(),
                state.approvals(),
                state.decisions(),
                state.orchestrations(),
                state.overrides());
    }

    private Observation observe(String nodeId) {
        Machine machine = machines.get(nodeId);
        if (machine == null || !machine.agentAnswers) {
            return Observation.failed(nodeId, now, now.plusMillis(100), "connection refused");
        }
        String source = "agent " + nodeId;
        Instant ended = now.plusMillis(100);
        Evidence<StoreExtras> store = machine.running
                ? Evidence.known(extras(machine), now.plusMillis(10), source)
                : Evidence.unknown("the process does not answer");
        Evidence<ShardsInfo> shards = machine.running
                ? Evidence.known(shards(machine), now.plusMillis(20), source)
                : Evidence.unknown("the process does not answer");
        return new Observation(
                nodeId,
                now,
                ended,
                Evidence.known(actions(machine), now, source),
                Evidence.known(node(machine), now.plusMillis(5), source),
                store,
                shards);
    }

    private ActionsReading actions(Machine machine) {
        List<ActionSummary> queued = new ArrayList<>();
        List<ActionSummary> finished = new ArrayList<>();
        machine.actions
                .values()
                .forEach(action -> (action.state().phase().isFinal() ? finished : queued).add(action.summary()));
        Map<UUID, Optional<ActionExecution>> lookups = new TreeMap<>();
        state.intents().values().stream()
                .filter(Intent::inFlight)
                .filter(intent -> intent.candidate().executor().equals(Optional.of(machine.id)))
                .forEach(intent -> lookups.put(intent.id(), Optional.ofNullable(machine.actions.get(intent.id()))));
        return new ActionsReading(new ActionList(queued, true), new ActionList(finished, true), lookups);
    }

    private AgentNode node(Machine machine) {
        Map<String, AttributeValue> attributes = new TreeMap<>();
        attributes.put("zookeeper.apache.org/server_id", AttributeValue.of(machine.memberId));
        attributes.put(
                "zookeeper.apache.org/member",
                AttributeValue.of("server." + machine.memberId + "=127.0.0.1:1:2:participant;127.0.0.1:3"));
        machine.zone.ifPresent(zone -> attributes.put("replicante.io/zone", AttributeValue.of(zone)));
        if (machine.running && machine.reportsIncarnation) {
            attributes.put("zookeeper.apache.org/start_time", AttributeValue.of(machine.id + "#" + machine.starts));
        }
        return new AgentNode(
                Addresses.of("127.0.0.1:3", "127.0.0.1:1"),
                new AgentVersion("none", "1.0.0", "clean"),
                attributes,
                machine.reportedId,
                status(machine),
                "zookeeper",
                StoreVersion.of(machine.version));
    }

    private boolean isRemoved(Machine machine) {
        return machine.ownConfiguration.isEmpty() && !configured.containsKey(machine.memberId);
    }

    private NodeStatus status(Machine machine) {
        if (machine.running && !machine.learner && isRemoved(machine)) {
            return NodeStatus.of(NodeStatus.Code.LEAVING_CLUSTER);
        }
        if (machine.running) {
            return NodeStatus.of(machine.learner ? NodeStatus.Code.JOINING_CLUSTER : NodeStatus.Code.HEALTHY);
        }
        return NodeStatus.of(machine.starts == 0 ? NodeStatus.Code.NOT_IN_CLUSTER : NodeStatus.Code.UNAVAILABLE);
    }

    private StoreExtras extras(Machine machine) {
        NavigableMap<String, String> members = machine.ownConfiguration.isPresent()
                ? new TreeMap<>(Map.of(machine.memberId, "participant"))
                : configured;
        String version = Long.toHexString(machine.ownConfiguration.orElse(configurationVersion));
        StringBuilder text = new StringBuilder();
        members.forEach((id, type) -> text.append("server.")
                .append(id)
                .append("=127.0.0.1:1")
                .append(id)
                .append(":2")
                .append(id)
                .append(":")
                .append(type)
                .append(";127.0.0.1:3")
                .append(id)
                .append("\n"));
        text.append("version=").append(version);
        Map<String, AttributeValue> attributes = new TreeMap<>();
        if (machine.reportsConfiguration) {
            attributes.put("zookeeper.apache.org/config", AttributeValue.of(text.toString()));
            attributes.put("zookeeper.apache.org/config_version", AttributeValue.of(version));
        }
        return new StoreExtras(machine.clusterId, attributes);
    }

    private ShardsInfo shards(Machine machine) {
        ShardRole role = machine.learner
                ? ShardRole.other("OBSERVER")
                : machine.id.equals(leader) || machine.ownConfiguration.isPresent()
                        ? ShardRole.PRIMARY
                        : ShardRole.SECONDARY;
        boolean lies = liar.equals(Optional.of(machine.id));
        AgentShard shard = new AgentShard(
                "zookeeper",
                machine.reportsRole ? Optional.of(lies ? ShardRole.PRIMARY : role) : Optional.empty(),
                Optional.of(new CommitOffset(OffsetUnit.of("zxid"), machine.offset)),
                Optional.empty(),
                Map.of(AgentShard.TERM, AttributeValue.of(lies ? Long.MAX_VALUE : term)));
        return new ShardsInfo(List.of(shard));
    }

    public Effect effectOf(String kind) {
        return decisions(kind).get(0).candidate().effect();
    }
}
