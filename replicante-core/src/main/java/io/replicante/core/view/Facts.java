package io.replicante.core.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AttributeValue;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The facts that a definition's expressions are evaluated over, as plain maps. What is not known is absent, so that a condition
 * over it is unknown.
 */
public final class Facts {
    private final Map<String, Object> variables = new TreeMap<>();

    private Facts() {}

    /**
     * The facts of the cluster as a whole.
     *
     * @param view the view
     * @return facts to which a subject can be added
     */
    public static Facts of(ClusterView view) {
        Facts facts = new Facts();
        view.ensemble()
                .toOptional()
                .filter(ensemble -> ensemble.version() >= 0 && !ensemble.observed())
                .ifPresent(
                        ensemble -> facts.variables.put("configuration", configuration(ensemble, isVersioned(view))));
        view.spec().declaration().definition().ifPresent(declared -> facts.variables.put("declaration", of(declared)));
        Map<String, Object> shard = new TreeMap<>();
        view.leadership().primary().toOptional().flatMap(view::node).ifPresent(primary -> {
            Map<String, Object> node = node(primary, Optional.empty());
            facts.variables.put("primary", node);
            shard.put("primary", node);
        });
        facts.variables.put("shard", shard);
        return facts;
    }

    /**
     * The same facts, to which others may be added. What was read of the cluster is shared: it may be long.
     *
     * @return facts of their own
     */
    public Facts copy() {
        Facts facts = new Facts();
        facts.variables.putAll(variables);
        return facts;
    }

    /**
     * Adds the subject.
     *
     * @param node the node
     * @param caughtUp whether it is caught up, when that can be told
     * @return this
     */
    public Facts subject(NodeView node, Optional<Boolean> caughtUp) {
        variables.put("subject", node(node, caughtUp));
        return this;
    }

    /**
     * Adds the subject, of which only the datastore's own configuration knows.
     *
     * @param memberId its name there
     * @return this
     */
    public Facts subject(String memberId) {
        variables.put("subject", Map.of("member_id", memberId));
        return this;
    }

    /**
     * Adds the node that is looked at.
     *
     * @param node the node
     * @return this
     */
    public Facts node(NodeView node) {
        variables.put("node", node(node, Optional.empty()));
        return this;
    }

    /**
     * Adds the node that is looked at, with what its datastore process said last, for a process that does not run.
     *
     * @param node the node
     * @return this
     */
    public Facts lastOf(NodeView node) {
        Map<String, Object> facts = node(node, Optional.empty());
        node.lastExtras().ifPresent(extras -> facts.put("extras", plain(extras.attributes())));
        variables.put("node", facts);
        return this;
    }

    /**
     * Adds the member that is lost.
     *
     * @param memberId its name in the configuration
     * @param nodeId the node that it was, when we know one
     * @return this
     */
    public Facts lost(String memberId, Optional<String> nodeId) {
        Map<String, Object> lost = new TreeMap<>();
        lost.put("member_id", memberId);
        nodeId.ifPresent(id -> lost.put("node_id", id));
        variables.put("lost", lost);
        return this;
    }

    /**
     * The variables.
     *
     * @return by name
     */
    public Map<String, Object> variables() {
        return variables;
    }

    /**
     * The facts of a configured member, for the roles that it may have.
     *
     * @param id its name
     * @param type as the configuration calls it
     * @param attributes what else the configuration says of it
     * @return by name
     */
    static Map<String, Object> member(String id, String type, Map<String, String> attributes) {
        return Map.of("member", Map.of("id", id, "type", type, "attributes", attributes));
    }

    private static Map<String, Object> of(ClusterDefinition declared) {
        return Map.of(
                "store", declared.store(),
                "store_version", declared.storeVersion(),
                "size", (long) declared.desiredNodes(),
                "attributes", scalars(declared.attributes()));
    }

    private static Map<String, Object> scalars(ObjectNode json) {
        Map<String, Object> scalars = new TreeMap<>();
        json.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isTextual()) {
                scalars.put(entry.getKey(), value.textValue());
            } else if (value.isBoolean()) {
                scalars.put(entry.getKey(), value.booleanValue());
            } else if (value.isIntegralNumber() && value.canConvertToLong()) {
                scalars.put(entry.getKey(), value.longValue());
            }
        });
        return scalars;
    }

    private static boolean isVersioned(ClusterView view) {
        return view.definition()
                .toOptional()
                .filter(known -> known.members().configuration().version().isEmpty())
                .isEmpty();
    }

    private static Map<String, Object> configuration(Ensemble ensemble, boolean versioned) {
        Map<String, Object> members = new TreeMap<>();
        ensemble.members()
                .forEach(member -> members.put(member.id(), Map.of("votes", member.votes(), "type", member.type())));
        return versioned
                ? Map.of("text", ensemble.text(), "version", ensemble.version(), "members", members)
                : Map.of("text", ensemble.text(), "members", members);
    }

    private static Map<String, Object> node(NodeView node, Optional<Boolean> caughtUp) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("node_id", node.nodeId());
        facts.put("status", node.status().code().name());
        node.memberId().ifPresent(id -> facts.put("member_id", id));
        caughtUp.ifPresent(known -> facts.put("caught_up", known));
        node.lastAgent().map(AgentNode::attributes).ifPresent(map -> facts.put("attributes", plain(map)));
        node.lastAgent()
                .map(AgentNode::address)
                .map(Addresses::byName)
                .ifPresent(addresses -> facts.put("address", addresses));
        node.observation().store().toOptional().ifPresent(extras -> facts.put("extras", plain(extras.attributes())));
        return facts;
    }

    private static Map<String, Object> plain(Map<String, AttributeValue> attributes) {
        Map<String, Object> plain = new TreeMap<>();
        attributes.forEach((name, value) -> scalar(value).ifPresent(known -> plain.put(name, known)));
        return plain;
    }

    private static Optional<Object> scalar(AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            return Optional.of(text.value());
        }
        if (value instanceof AttributeValue.Whole whole && fitsLong(whole.value())) {
            return Optional.of(whole.value().longValueExact());
        }
        if (value instanceof AttributeValue.Fraction fraction) {
            return Optional.of(fraction.value().doubleValue());
        }
        return value instanceof AttributeValue.Bool bool ? Optional.of(bool.value()) : Optional.empty();
    }

    private static boolean fitsLong(BigInteger value) {
        return value.bitLength() < Long.SIZE;
    }

    /**
     * Whether a node is caught up as of a time: true when it certainly was, false when it was read and was not, empty when
     * that cannot be told.
     *
     * @param node the node
     * @param since the time
     * @return the answer
     */
    public static Optional<Boolean> caughtUp(NodeView node, Instant since) {
        if (node.caughtUpAsOf().isPresent()) {
            return Optional.of(!node.caughtUpAsOf().get().isBefore(since));
        }
        return node.copy().flatMap(copy -> copy.commitOffset().map(offset -> false));
    }
}
