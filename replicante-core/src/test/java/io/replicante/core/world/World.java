package io.replicante.core.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.cycle.Cycle;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.fixture.Asked;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Intent;
import io.replicante.core.state.IntentMark;
import io.replicante.core.state.Openings;
import io.replicante.core.state.ProvisionOrder;
import io.replicante.core.state.Subject;
import io.replicante.core.view.FleetFacts;
import io.replicante.core.view.Observation;
import io.replicante.core.view.Surroundings;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionState;
import io.replicante.spec.agent.ActionToken;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.DeclarationBuilder;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

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
    /** What is known of other clusters; unless told otherwise, freshly that there are none. */
    public Optional<Evidence<FleetFacts>> fleet = Optional.empty();

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
    /** The store on which decisions are committed. */
    public String issuer = "store-1";

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

    /** A world in which the engine found an ensemble of so many members, which work and are caught up. */
    public static World healthy(int members) {
        World world = new World(members);
        for (int i = 0; i < members; i++) {
            Machine machine = world.provision();
            machine.start();
            world.join(machine.memberId);
        }
        world.run(5);
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
        MachineReadings agents = new MachineReadings(this);
        List<Observation> observations = ids.stream().map(agents::observe).toList();
        Surroundings around = surroundings.with(fleet.orElseGet(() -> alone(now)));
        return new CycleInput(state, around, observations, now, now.plusMillis(200), "engine-1");
    }

    /** What a cluster knows of a fleet of which it is all. */
    public static Evidence<FleetFacts> alone(Instant at) {
        return Evidence.known(new FleetFacts(1, new TreeMap<>()), at, "store");
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

    /** The store is another one, which knows only what is declared. */
    public void forget() {
        issuer = issuer + "'";
        state = ClusterState.fresh(state.spec(), "incarnation-" + issuer);
        discover();
    }

    /** Another declaration for the same cluster. */
    public void declare(ClusterSpec spec) {
        state = state.toBuilder().spec(spec).build();
    }

    /** The same cluster, declared otherwise. */
    public void declare(UnaryOperator<DeclarationBuilder> change) {
        ClusterSpec spec = state.spec();
        Declaration declared = change.apply(spec.declaration().toBuilder()).build();
        declare(new ClusterSpec(spec.ref(), true, spec.interval(), spec.platform(), declared));
    }

    /** Somebody asks for an action on a node. */
    public UUID request(String nodeId, String kind) {
        UUID id = UUID.nameUUIDFromBytes(
                (nodeId + kind + now + state.actions().size()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        state = Asked.in(state, id, nodeId, kind, now);
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
        machines.values().forEach(new AgentRuns(this)::run);
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

    /** A member becomes a voter. */
    void join(String memberId) {
        configured.put(memberId, "participant");
        byMember(memberId).ifPresent(machine -> machine.learner = false);
        configurationVersion++;
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
                        metadata(machine, candidate),
                        now,
                        new ActionState(ActionPhase.NEW, Optional.empty(), Optional.empty())));
    }

    private Map<String, String> metadata(Machine machine, Candidate candidate) {
        Map<String, String> metadata = new TreeMap<>(IntentMark.of(candidate));
        metadata.putAll(
                new ActionToken(issuer, 1, CLUSTER.clusterId(), machine.id, Optional.empty(), now.plusSeconds(20))
                        .toMetadata());
        return metadata;
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
        state = state.toBuilder().intents(intents).build();
    }

    /** From now on a person answers in place of a rule. */
    public void overridden(String rule) {
        overridden(rule, Optional.empty());
    }

    /** Somebody answers in place of a rule for one node, or vouches for that node. */
    public void overridden(String rule, Optional<String> nodeId) {
        SafetyOverride word = new SafetyOverride(
                CLUSTER, rule, nodeId, Optional.empty(), Actor.person("ada"), "agreed upon", now.plusSeconds(3_600));
        NavigableMap<UUID, SafetyOverride> words = new TreeMap<>(state.overrides());
        words.put(word.id(), word);
        state = state.withOverrides(words);
    }

    /** A finding opened so often, every ten seconds from some time on. */
    public void opened(String code, Subject subject, Instant first, int times) {
        NavigableMap<String, Openings.Opened> openings =
                new TreeMap<>(state.openings().findings());
        openings.put(
                code + "/" + subject.kind() + "/" + subject.id(),
                new Openings.Opened(
                        code,
                        subject,
                        IntStream.range(0, times)
                                .mapToObj(number -> first.plusSeconds(10L * number))
                                .toList()));
        state = state.toBuilder().openings(new Openings(openings)).build();
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
        state = state.toBuilder().discovery(Optional.of(record)).build();
    }

    public Effect effectOf(String kind) {
        return decisions(kind).get(0).candidate().effect();
    }
}
