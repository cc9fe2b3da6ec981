package io.replicante.core.world;

import io.replicante.core.check.Checks;
import io.replicante.core.cycle.Cycle;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.fixture.Asked;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.plan.Situation;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Reason;
import io.replicante.core.view.ActionsReading;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Observation;
import io.replicante.core.view.Surroundings;
import io.replicante.core.view.ViewBuilder;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import io.replicante.spec.platform.DiscoveredNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A cluster of any bundled datastore that only stands there: tests say what each node reports, and ask what the gate says to actions
 * that somebody wants. Nothing is carried out.
 */
public final class Fleet {
    private static final ClusterRef CLUSTER = new ClusterRef("prod", "data");

    public final NavigableMap<String, Member> members = new TreeMap<>();
    public Instant now = Instant.parse("2031-03-09T07:00:00Z");
    public String configuration = "";
    private final Map<String, AttributeValue> usual = new TreeMap<>();
    private final Map<String, String> views = new TreeMap<>();
    private final String store;
    private final String version;
    private final String prefix;
    private final String memberAttribute;
    private final String incarnationAttribute;
    private final String configurationAttribute;
    private final Cycle cycle = Cycle.of(Datastores.bundled(), SafetySettings.DEFAULT);
    private ClusterState state;
    private Surroundings surroundings;

    /** What one node reports. */
    public static final class Member {
        public final String id;
        public final Map<String, AttributeValue> extras = new TreeMap<>();
        public final Map<String, ShardRole> copies = new TreeMap<>();
        public boolean answers = true;
        /** Another version than that of the others. */
        public Optional<String> version = Optional.empty();
        /** Its agent can say which copies it holds. */
        public boolean tellsCopies = true;

        public String incarnation = "1";
        public long offset = 1_000;
        public long term = 1;

        Member(String id) {
            this.id = id;
        }
    }

    private Fleet(String store, String version, String prefix, String member, String incarnation, String configured) {
        this.store = store;
        this.version = version;
        this.prefix = prefix;
        this.memberAttribute = prefix + member;
        this.incarnationAttribute = prefix + incarnation;
        this.configurationAttribute = prefix + configured;
        usual.putAll(Datastores.undisturbed(store));
        state = ClusterState.fresh(spec(Declaration.defaults()), "incarnation-1");
        surroundings = new Surroundings(
                new Namespace("prod", NamespaceStatus.ACTIVE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static Fleet kafka() {
        return new Fleet("kafka", "4.0.0", "kafka.apache.org/", "node_id", "start_time", "quorum");
    }

    public static Fleet cassandra() {
        return new Fleet("cassandra", "5.0.2", "cassandra.apache.org/", "host_id", "generation", "ring")
                .usual("hint_window_seconds", AttributeValue.of(10_800));
    }

    public static Fleet postgresql() {
        return new Fleet(
                "postgresql", "17.2", "postgresql.org/", "application_name", "postmaster_start_time", "members");
    }

    public static Fleet redis() {
        return new Fleet("redis", "7.2.4", "redis.io/", "address", "run_id", "members")
                .usual("min_replicas_to_write", AttributeValue.of(0));
    }

    /** What every process says of itself, unless it says something else. */
    public Fleet usual(String name, AttributeValue value) {
        usual.put(prefix + name, value);
        return this;
    }

    /** From now on no process says this, unless a test lets it. */
    public Fleet untold(String name) {
        usual.remove(prefix + name);
        return this;
    }

    private static ClusterSpec spec(Declaration declaration) {
        return new ClusterSpec(CLUSTER, true, Duration.ofSeconds(1), Optional.empty(), declaration);
    }

    public Member member(String id) {
        return members.computeIfAbsent(id, Member::new);
    }

    /** What the process says of itself, under the datastore's prefix. */
    public Fleet extra(String node, String name, AttributeValue value) {
        member(node).extras.put(prefix + name, value);
        return this;
    }

    public Fleet copy(String node, String shard, ShardRole role) {
        member(node).copies.put(shard, role);
        return this;
    }

    /** All members are configured, of one type. */
    public Fleet configured(String type) {
        return configured(List.copyOf(members.keySet()), type);
    }

    /** Each is configured as what it is, by id. */
    public Fleet configured(Map<String, String> types) {
        List<String> entries = types.entrySet().stream()
                .map(each ->
                        "{\"id\":\"" + each.getKey() + "\",\"type\":\"" + each.getValue() + "\",\"attributes\":{}}")
                .toList();
        configuration = "{\"members\":[" + String.join(",", entries) + "]}";
        return this;
    }

    /** From now on this node goes on seeing what is configured now, whatever changes. */
    public Fleet keepsItsView(String node) {
        views.put(node, configuration);
        return this;
    }

    /** Only these members are configured. */
    public Fleet configured(List<String> ids, String type) {
        StringBuilder text = new StringBuilder("{\"members\":[");
        ids.forEach(id -> text.append(text.toString().endsWith("[") ? "" : ",")
                .append("{\"id\":\"")
                .append(id)
                .append("\",\"type\":\"")
                .append(type)
                .append("\",\"attributes\":{}}"));
        configuration = text.append("]}").toString();
        return this;
    }

    public Fleet acknowledged(Acknowledgement.Level by) {
        Declaration declaration = Declaration.builder()
                .acknowledges(List.of(new Acknowledgement("*", by)))
                .build();
        state = state.toBuilder().spec(spec(declaration)).build();
        return this;
    }

    /** Cycles in which clients write, so that copies can be seen to keep up. */
    public Fleet watch(int cycles) {
        for (int i = 0; i < cycles; i++) {
            tick();
        }
        return this;
    }

    public CycleOutput tick() {
        now = now.plusSeconds(1);
        members.values().forEach(member -> member.offset += 100);
        discover();
        List<Observation> observations =
                members.values().stream().map(this::observe).toList();
        Surroundings around = surroundings.with(World.alone(now));
        CycleOutput output =
                cycle.run(new CycleInput(state, around, observations, now, now.plusMillis(200), "engine-1"));
        ClusterState next = output.next();
        state = next.toBuilder().intents(new TreeMap<>()).build();
        return output;
    }

    private void discover() {
        List<DiscoveredNode> nodes = members.keySet().stream()
                .map(id ->
                        new DiscoveredNode("sim://" + id, "small", id, Optional.empty(), Optional.of("machine-" + id)))
                .toList();
        state = state.toBuilder()
                .discovery(Optional.of(new DiscoveryRecord(nodes, now)))
                .build();
    }

    /** The cluster as it is now. */
    public ClusterView view() {
        discover();
        List<Observation> observations =
                members.values().stream().map(this::observe).toList();
        return new ViewBuilder(Datastores.bundled(), SafetySettings.DEFAULT.caughtUpMax())
                .build(state, surroundings, observations, now, now.plusMillis(200));
    }

    /** The cluster as it is now, and what is wrong in it. */
    public Situation situation() {
        ClusterView view = view();
        return new Situation(view, Checks.with(List.of()).run(view));
    }

    /** The gate's decision on a restart of a node that a person asks for. */
    public Decision restart(String node) {
        return ask(node, ActionKinds.STORE_RESTART);
    }

    public Decision ask(String node, String kind) {
        UUID id = UUID.nameUUIDFromBytes((node + kind + now).getBytes(StandardCharsets.UTF_8));
        state = Asked.in(state, id, node, kind, now);
        Decision decision = tick().next().decisions().stream()
                .filter(each -> each.candidate().request().equals(Optional.of(id)))
                .findFirst()
                .orElseThrow();
        NavigableMap<UUID, NodeAction> without = new TreeMap<>(state.actions());
        without.remove(id);
        state = state.toBuilder().actions(without).build();
        return decision;
    }

    /** Somebody answers in place of a rule. */
    public Fleet override(String rule, Optional<String> node, Optional<String> shards, Instant expires) {
        SafetyOverride word =
                new SafetyOverride(CLUSTER, rule, node, shards, Actor.person("grace"), "the owner agreed", expires);
        NavigableMap<UUID, SafetyOverride> overrides = new TreeMap<>(state.overrides());
        overrides.put(word.id(), word);
        state = state.withOverrides(overrides);
        return this;
    }

    /** The rules that stand against it, with their reasons. */
    public static Map<String, String> against(Decision decision) {
        Map<String, String> against = new TreeMap<>();
        decision.against().forEach(reason -> against.put(reason.rule(), reason.message()));
        return against;
    }

    public static Reason.Answer answer(Decision decision, String rule) {
        return decision.reasons().stream()
                .filter(reason -> reason.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .answer();
    }

    private Observation observe(Member member) {
        if (!member.answers) {
            return Observation.failed(member.id, now, now.plusMillis(100), "connection refused");
        }
        String source = "agent " + member.id;
        return new Observation(
                member.id,
                now,
                now.plusMillis(100),
                Evidence.known(
                        new ActionsReading(new ActionList(List.of(), true), new ActionList(List.of(), true), Map.of()),
                        now,
                        source),
                Evidence.known(node(member), now.plusMillis(5), source),
                Evidence.known(extras(member), now.plusMillis(10), source),
                member.tellsCopies
                        ? Evidence.known(shards(member), now.plusMillis(20), source)
                        : Evidence.unknown("the copies cannot be read"));
    }

    private AgentNode node(Member member) {
        Map<String, AttributeValue> attributes = new TreeMap<>();
        attributes.put(memberAttribute, AttributeValue.of(member.id));
        attributes.put(incarnationAttribute, AttributeValue.of(member.incarnation));
        return new AgentNode(
                Addresses.of("127.0.0.1:3", "127.0.0.1:1"),
                new AgentVersion("none", "1.0.0", "clean"),
                attributes,
                member.id,
                NodeStatus.of(NodeStatus.Code.HEALTHY),
                store,
                StoreVersion.of(member.version.orElse(version)));
    }

    private StoreExtras extras(Member member) {
        Map<String, AttributeValue> attributes = new TreeMap<>(usual);
        attributes.putAll(member.extras);
        attributes.put(configurationAttribute, AttributeValue.of(views.getOrDefault(member.id, configuration)));
        attributes.put(configurationAttribute + "_version", AttributeValue.of(1));
        return new StoreExtras("data-1", attributes);
    }

    private ShardsInfo shards(Member member) {
        List<AgentShard> shards = new ArrayList<>();
        member.copies.forEach((id, role) -> shards.add(new AgentShard(
                id,
                Optional.of(role),
                Optional.of(new CommitOffset(OffsetUnit.of("bytes"), member.offset)),
                Optional.empty(),
                Map.of(AgentShard.TERM, AttributeValue.of(member.term)))));
        return new ShardsInfo(shards);
    }
}
