package io.replicante.core.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.cycle.Cycle;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.fixture.Asked;
import io.replicante.core.gate.Gate;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.plan.Candidates;
import io.replicante.core.plan.Planner;
import io.replicante.core.plan.Remedy;
import io.replicante.core.plan.Situation;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterRecord;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Pause;
import io.replicante.core.state.Retry;
import io.replicante.core.view.Observation;
import io.replicante.core.view.Surroundings;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.World;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.datastore.Membership;
import io.replicante.spec.event.Actor;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.json.Json;
import io.replicante.spec.json.Manifests;
import io.replicante.spec.platform.DiscoveredNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A cluster that a fixture describes: what nodes report, cycle after cycle. Nothing is carried out. */
public final class FixtureWorld {
    static final Instant BEGIN = Instant.parse("2031-03-09T07:00:00Z");

    private final Cycle cycle;
    private final FixtureNodes nodes;
    private JsonNode world;
    private ClusterState state;
    private Instant now = BEGIN;
    private final NavigableMap<UUID, NodeAction> asked = new TreeMap<>();
    private final Onlooker onlooker = new Onlooker();
    private List<String> notes = List.of();

    private FixtureWorld(JsonNode world) {
        this.world = world;
        DatastoreDefinition bundled =
                Datastores.bundled().byName(world.path("datastore").asText()).orElseThrow();
        DatastoreDefinition definition = altered(bundled, world);
        this.nodes = new FixtureNodes(definition);
        List<DesiredStateCheck> host = world.path("hostCheckFails").asBoolean() ? List.of(new Failing()) : List.of();
        this.cycle = new Cycle(
                Definitions.of(List.of(definition)),
                Checks.with(host),
                Planner.with(List.of(onlooker)),
                Gate.with(List.of(), SafetySettings.DEFAULT),
                SafetySettings.DEFAULT);
        this.state = ClusterState.fresh(spec(), "incarnation-1");
    }

    /** The bundled definition with another smallest size, or without some of its actions. */
    private static DatastoreDefinition altered(DatastoreDefinition of, JsonNode world) {
        Map<String, ActionDefinition> actions = new TreeMap<>(of.actions());
        world.path("without").forEach(kind -> actions.remove(kind.asText()));
        int smallest = world.path("smallest").asInt(of.membership().smallest());
        return new DatastoreDefinition(
                of.name(),
                of.title(),
                of.sources(),
                of.stores(),
                of.versions(),
                of.shardClasses(),
                of.members(),
                of.failover(),
                new Membership(of.membership().initialise(), smallest),
                of.capacity(),
                of.failureDomain(),
                of.witnesses(),
                actions,
                of.checks(),
                of.upkeep(),
                of.reports(),
                of.signs());
    }

    /** Stands among the remedies, keeps what they are told, and proposes nothing. */
    private static final class Onlooker implements Remedy {
        private Optional<Situation> last = Optional.empty();

        @Override
        public String name() {
            return "onlooker";
        }

        @Override
        public List<Candidate> propose(Situation situation) {
            last = Optional.of(situation);
            return List.of();
        }
    }

    private static final class Failing implements DesiredStateCheck {
        @Override
        public String name() {
            return "acme";
        }

        @Override
        public List<Signal> check(io.replicante.core.view.ClusterView view) {
            throw new IllegalStateException("no idea");
        }
    }

    /** A healthy ensemble with what is said laid over it. */
    public static FixtureWorld of(String yaml) {
        return new FixtureWorld(merged(base(), parsed(yaml)));
    }

    static JsonNode base() {
        try {
            return parsed(Files.readString(Path.of("src", "test", "resources", "findings", "base.yaml")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode parsed(String yaml) {
        Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return loaded == null
                ? JsonNodeFactory.instance.objectNode()
                : Json.mapper().valueToTree(loaded);
    }

    /** From now on this is different; then so many cycles pass. */
    public FixtureWorld then(int cycles, String yaml) {
        JsonNode more = parsed(yaml);
        world = merged(world, more);
        if (more.has("restarts") || more.has("provisions") || more.has("failed")) {
            declare();
        } else {
            state = with(spec(), state.record(), state.intents(), state.retries());
        }
        run(cycles);
        return this;
    }

    /** The restart of a node is under way from now on. */
    public FixtureWorld underWay(String node) {
        world = merged(world, parsed("restarts: {" + node + ": {}}"));
        declare();
        return this;
    }

    /** What is stored is different from now on, but for what the fixture says: pauses, the listing, actions. Then a cycle passes. */
    public FixtureWorld stored(UnaryOperator<ClusterState> different) {
        state = different.apply(state);
        run(1);
        return this;
    }

    /** This was handed over just now, and is under way for one cycle at least, until the fixture itself says what is. */
    public FixtureWorld underWay(Candidate candidate) {
        UUID id = UUID.nameUUIDFromBytes((candidate.key() + now).getBytes(StandardCharsets.UTF_8));
        Intent sent = FixtureActions.sent(id, candidate, FixtureActions.before(world), now);
        NavigableMap<UUID, Intent> more = new TreeMap<>(state.intents());
        more.put(sent.id(), sent);
        state = with(spec(), state.record(), more, state.retries());
        run(1);
        return this;
    }

    /** What is counted under this key failed just now. */
    public FixtureWorld failed(String key) {
        world = merged(world, parsed("failed: {\"" + key + "\": 1}"));
        declare();
        return this;
    }

    /** A person vouches that a node is forgotten. */
    public FixtureWorld forgotten(String node) {
        return vouched(SafetyOverride.FORGOTTEN, node);
    }

    /** A person vouches for what a rule asks of a node. */
    public FixtureWorld vouched(String rule, String node) {
        SafetyOverride word = new SafetyOverride(
                spec().ref(),
                rule,
                Optional.of(node),
                Optional.empty(),
                Actor.person("ada"),
                "taken out by hand",
                now.plusSeconds(3_600));
        NavigableMap<UUID, SafetyOverride> words = new TreeMap<>(state.overrides());
        words.put(word.id(), word);
        state = state.withOverrides(words);
        return this;
    }

    /** What the gate says to the restart of a node that a person asks for. */
    public Decision restart(String node) {
        return ask(node, ActionKinds.STORE_RESTART);
    }

    public Decision ask(String node, String kind) {
        asking(node, kind);
        UUID id = requested(node, kind, now);
        return state.decisions().stream()
                .filter(each -> each.candidate().request().equals(Optional.of(id)))
                .findFirst()
                .orElseThrow();
    }

    /** People ask for an action on some nodes, by node and kind in turn; then a cycle passes. */
    public FixtureWorld asking(String... nodesAndKinds) {
        Instant next = now.plus(Duration.parse(world.path("step").asText("PT1S")));
        for (int i = 0; i < nodesAndKinds.length; i += 2) {
            UUID id = requested(nodesAndKinds[i], nodesAndKinds[i + 1], next);
            asked.put(id, Asked.of(id, spec().ref(), nodesAndKinds[i], nodesAndKinds[i + 1], now));
        }
        run(1);
        asked.clear();
        return this;
    }

    /** People ask for just these actions; then a cycle passes. */
    public FixtureWorld asking(NodeAction... actions) {
        List.of(actions).forEach(action -> asked.put(action.id(), action));
        run(1);
        asked.clear();
        return this;
    }

    private static UUID requested(String node, String kind, Instant cycle) {
        return UUID.nameUUIDFromBytes((node + kind + cycle).getBytes(StandardCharsets.UTF_8));
    }

    /** What the gate says to what the engine proposes by itself. */
    public List<Decision> proposed(String kind) {
        return state.decisions().stream()
                .filter(each -> each.candidate().kind().equals(kind))
                .filter(each -> each.candidate().request().isEmpty())
                .toList();
    }

    public List<String> found() {
        return state.findings().values().stream()
                .map(each -> each.code() + " " + each.subject().id())
                .toList();
    }

    /** An action on a node as the definition describes it, of the last cycle. */
    public Candidate candidate(String kind, String node) {
        return Candidates.of(situation(), "test")
                .action(
                        situation().definition().orElseThrow().action(kind).orElseThrow(),
                        situation().view().node(node),
                        Optional.empty(),
                        List.of());
    }

    /** What the remedies said in the last cycle of what they cannot do. */
    public List<String> notes() {
        return notes;
    }

    /** What the remedies were told in the last cycle. */
    public Situation situation() {
        return onlooker.last.orElseThrow();
    }

    public ClusterState state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    /** Plays the world, then what happens in it, as often as it says, and tells what is found at the end. */
    static List<Finding> findings(JsonNode world) {
        FixtureWorld played = new FixtureWorld(world);
        for (int i = 0; i < world.path("times").asInt(1); i++) {
            played.world = world;
            played.run(world.path("cycles").asInt());
            if (world.has("then")) {
                played.world = merged(world, world.get("then"));
                played.declare();
                played.run(played.world.path("thenCycles").asInt());
            }
        }
        return List.copyOf(played.state.findings().values());
    }

    /** One tree laid over another; a null takes away what is there. */
    static JsonNode merged(JsonNode below, JsonNode above) {
        if (!below.isObject() || !above.isObject()) {
            return above;
        }
        ObjectNode merged = below.deepCopy();
        above.properties().forEach(entry -> {
            JsonNode under = merged.path(entry.getKey());
            if (entry.getValue().isNull()) {
                merged.remove(entry.getKey());
            } else {
                merged.set(entry.getKey(), under.isMissingNode() ? entry.getValue() : merged(under, entry.getValue()));
            }
        });
        return merged;
    }

    private ClusterSpec spec() {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        spec.put("ns_id", "prod").put("cluster_id", "data").put("interval", 1);
        if (world.path("platform").asBoolean()) {
            spec.putObject("platform").put("name", "local");
        }
        if (world.has("declaration")) {
            spec.set("declaration", world.get("declaration"));
        }
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("apiVersion", "replicante.io/v0")
                .put("kind", "ClusterSpec")
                .set("spec", spec);
        return ((ClusterSpecManifest)
                        Manifests.read("fixture", manifest.toString()).get(0))
                .clusterSpec();
    }

    private void declare() {
        NavigableMap<UUID, Intent> intents = FixtureActions.intents(world, now);
        NavigableMap<String, Retry> retries = new TreeMap<>();
        world.path("failed")
                .properties()
                .forEach(entry -> retries.put(
                        entry.getKey(),
                        new Retry(entry.getKey(), entry.getValue().asInt(), 9, now, "the agent said so")));
        state = with(spec(), state.record(), intents, retries);
    }

    private ClusterState with(
            ClusterSpec spec,
            ClusterRecord record,
            NavigableMap<UUID, Intent> intents,
            NavigableMap<String, Retry> retries) {
        Optional<Pause> pause = world.path("paused").asBoolean()
                ? Optional.of(new Pause(Actor.person("ada"), BEGIN, "holidays"))
                : Optional.empty();
        Duration old = Duration.parse(world.path("listingAge").asText("PT0S"));
        List<DiscoveredNode> listed = StreamSupport.stream(
                        world.path("nodes").properties().spliterator(), false)
                .filter(node -> node.getValue().path("listed").asBoolean(true))
                .map(node -> new DiscoveredNode(
                        "sim://" + node.getKey(),
                        "small",
                        node.getKey(),
                        Optional.ofNullable(node.getValue().get("group")).map(JsonNode::asText),
                        Optional.of(node.getValue().path("machine").asText("machine-" + node.getKey()))))
                .toList();
        NavigableMap<UUID, NodeAction> actions = FixtureActions.shown(world, spec.ref(), now);
        actions.putAll(asked);
        return state.toBuilder()
                .spec(spec)
                .pause(pause)
                .discovery(Optional.of(new DiscoveryRecord(listed, now.minus(old))))
                .record(record)
                .intents(intents)
                .actions(actions)
                .retries(retries)
                .build();
    }

    private void run(int cycles) {
        for (int i = 0; i < cycles; i++) {
            now = now.plus(Duration.parse(world.path("step").asText("PT1S")));
            NavigableMap<UUID, Intent> ours = new TreeMap<>(state.intents());
            ours.values().removeIf(intent -> intent.phase() == Intent.Phase.PLANNED);
            state = with(state.spec(), state.record(), ours, state.retries());
            List<Observation> observations = new ArrayList<>();
            for (var node : world.path("nodes").properties()) {
                observations.add(nodes.observe(world, node.getKey(), node.getValue(), now));
            }
            CycleOutput output = cycle.run(
                    new CycleInput(state, surroundings(), observations, now, now.plusMillis(200), "engine-1"));
            state = output.next();
            notes = output.notes();
        }
    }

    private Surroundings surroundings() {
        Optional<PlatformSpec> platform = world.path("platform").asBoolean()
                ? Optional.of(new PlatformSpec(
                        "prod", "local", true, Duration.ofMinutes(5), "process:local", Duration.ofMinutes(1)))
                : Optional.empty();
        return new Surroundings(
                new Namespace("prod", NamespaceStatus.ACTIVE),
                Optional.empty(),
                Optional.empty(),
                platform,
                Optional.empty(),
                World.alone(now));
    }
}
