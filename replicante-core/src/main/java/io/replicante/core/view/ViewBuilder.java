package io.replicante.core.view;

import io.replicante.core.state.ClusterState;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.PrimaryOffset;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.platform.DiscoveredNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Joins what was remembered with what was observed. Immutable and thread-safe. */
public final class ViewBuilder {
    private final Definitions definitions;
    private final Duration caughtUpMax;

    /**
     * Creates a builder.
     *
     * @param definitions the datastore definitions to choose from
     * @param caughtUpMax how old a reading of a primary's offset may be to judge copies by it
     */
    public ViewBuilder(Definitions definitions, Duration caughtUpMax) {
        this.definitions = definitions;
        this.caughtUpMax = caughtUpMax;
    }

    /**
     * Builds the view of one cycle.
     *
     * @param state what was remembered
     * @param surroundings namespace, fleet and platform
     * @param observations what was read of each node
     * @param startedAt when the cycle began
     * @param now the time of the cycle's decisions
     * @return the view
     */
    public ClusterView build(
            ClusterState state,
            Surroundings surroundings,
            List<Observation> observations,
            Instant startedAt,
            Instant now) {
        NavigableMap<String, NodeRecord> remembered = Remembered.of(state);
        Map<String, Observation> observed = observations.stream()
                .collect(Collectors.toMap(Observation::nodeId, Function.identity(), (first, second) -> first));
        NavigableMap<String, AgentNode> agents = agents(remembered, observed);
        Evidence<DatastoreDefinition> definition = new DefinitionChoice(definitions).choose(state.spec(), agents);
        NavigableMap<String, NodeView> nodes = nodes(state, remembered, observed, definition, now);
        Evidence<Ensemble> ensemble = ensemble(state, definition, nodes, now);
        Leadership leadership =
                new LeadershipReading(definition.toOptional(), ensemble, state, now).read(nodes.values());
        List<PrimaryOffset> offsets = CaughtUp.remember(state.offsets(), nodes, leadership, now, caughtUpMax);
        NavigableMap<String, NodeView> judged = CaughtUp.judge(nodes, offsets, leadership, definition.toOptional());
        return new ClusterView(
                startedAt,
                now,
                Mode.of(surroundings, state.pause().isPresent()),
                state,
                surroundings,
                definition,
                discovery(state, surroundings, now),
                judged,
                ensemble,
                leadership,
                offsets,
                new ShardIndex(judged.values(), definition.toOptional()));
    }

    /** As members report it; where they do not and the definition says so, as they were seen. */
    private static Evidence<Ensemble> ensemble(
            ClusterState state,
            Evidence<DatastoreDefinition> definition,
            NavigableMap<String, NodeView> nodes,
            Instant now) {
        Evidence<Ensemble> reported = new EnsembleReading(definition, state.record()).read(nodes.values());
        return reported.isKnown() || !definition.isKnown()
                ? reported
                : new ObservedEnsemble(definition.toOptional().orElseThrow(), state, now)
                        .read(nodes.values())
                        .orElse(reported);
    }

    private static NavigableMap<String, AgentNode> agents(
            NavigableMap<String, NodeRecord> remembered, Map<String, Observation> observed) {
        NavigableMap<String, AgentNode> agents = new TreeMap<>();
        remembered.forEach((id, node) -> node.agent().ifPresent(agent -> agents.put(id, agent)));
        observed.forEach((id, each) -> each.node().toOptional().ifPresent(agent -> agents.put(id, agent)));
        return agents;
    }

    private static Evidence<DiscoveryRecord> discovery(ClusterState state, Surroundings surroundings, Instant now) {
        String why = surroundings
                .listingFailure()
                .map(reason -> "; the last attempt failed: " + reason)
                .orElse("");
        if (state.discovery().isEmpty()) {
            return Evidence.unknown("the platform has not been listed yet" + why);
        }
        DiscoveryRecord record = state.discovery().get();
        Duration limit = surroundings
                .platform()
                .map(platform -> platform.discoveryInterval().multipliedBy(2))
                .orElse(Duration.ofMinutes(10));
        if (record.observedAt().isAfter(now.plus(limit))) {
            return Evidence.unknown("the discovery record is of " + record.observedAt() + ", which is yet to come");
        }
        if (record.observedAt().plus(limit).isBefore(now)) {
            return Evidence.unknown("the discovery record of " + record.observedAt() + " is older than " + limit + why);
        }
        return Evidence.known(record, record.observedAt(), "platform");
    }

    private static NavigableMap<String, NodeView> nodes(
            ClusterState state,
            NavigableMap<String, NodeRecord> remembered,
            Map<String, Observation> observed,
            Evidence<DatastoreDefinition> definition,
            Instant now) {
        Map<String, DiscoveredNode> discovered =
                state.discovery().map(DiscoveryRecord::nodes).orElse(List.of()).stream()
                        .collect(Collectors.toMap(
                                DiscoveredNode::nodeId, Function.identity(), (first, second) -> first));
        TreeSet<String> ids = new TreeSet<>(discovered.keySet());
        ids.addAll(remembered.keySet());
        NavigableMap<String, NodeView> nodes = new TreeMap<>();
        for (String id : ids) {
            Observation observation =
                    observed.getOrDefault(id, Observation.failed(id, now, now, "the node was not asked"));
            nodes.put(
                    id,
                    node(
                            id,
                            Optional.ofNullable(discovered.get(id)),
                            Optional.ofNullable(remembered.get(id)),
                            observation,
                            definition.toOptional()));
        }
        return nodes;
    }

    private static NodeView node(
            String id,
            Optional<DiscoveredNode> discovered,
            Optional<NodeRecord> remembered,
            Observation observation,
            Optional<DatastoreDefinition> definition) {
        Optional<AgentShard> copy =
                observation.shards().toOptional().flatMap(shards -> OneCopy.only(shards.shards(), definition));
        boolean complete = observation
                .shards()
                .toOptional()
                .filter(shards -> OneCopy.areComplete(shards, definition))
                .isPresent();
        boolean none = observation
                .shards()
                .toOptional()
                .filter(shards -> shards.shards().isEmpty())
                .isPresent();
        Optional<AgentNode> agent = observation.node().toOptional().or(() -> remembered.flatMap(NodeRecord::agent));
        return new NodeView(
                id,
                discovered,
                remembered,
                observation,
                status(observation, complete),
                incarnation(observation, definition),
                definition.flatMap(each ->
                        text(agent, Optional.of(each.members().configuration().member()))),
                copy,
                Optional.empty(),
                definition.flatMap(each -> text(agent, each.failureDomain())),
                complete && !(none && definition.isEmpty()));
    }

    private static NodeStatus status(Observation observation, boolean copies) {
        if (observation.node() instanceof Evidence.Known<AgentNode> known) {
            NodeStatus reported = known.value().nodeStatus();
            boolean complete = observation.store().isKnown() && copies;
            return reported.is(NodeStatus.Code.HEALTHY) && !complete
                    ? NodeStatus.of(NodeStatus.Code.INCOMPLETE)
                    : reported;
        }
        return NodeStatus.of(NodeStatus.Code.UNREACHABLE);
    }

    private static Evidence<String> incarnation(Observation observation, Optional<DatastoreDefinition> definition) {
        Optional<String> attribute = definition.flatMap(each -> each.members().incarnation());
        if (attribute.isEmpty()) {
            return Evidence.unknown("the definition names no incarnation");
        }
        if (observation.node() instanceof Evidence.Known<AgentNode> known) {
            return text(Optional.of(known.value()), attribute)
                    .map(value -> Evidence.known(value, known.observedAt(), known.source()))
                    .orElseGet(() -> Evidence.unknown("the agent does not report " + attribute.get()));
        }
        return Evidence.unknown("the agent could not be read");
    }

    private static Optional<String> text(Optional<AgentNode> agent, Optional<String> attribute) {
        return attribute
                .flatMap(name -> agent.map(AgentNode::attributes).map(attributes -> attributes.get(name)))
                .filter(value -> !(value instanceof AttributeValue.Null))
                .map(AttributeValue::asText)
                .filter(value -> !value.isBlank());
    }
}
