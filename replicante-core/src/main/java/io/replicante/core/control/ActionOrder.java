package io.replicante.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.model.NodeRef;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An action on a node that somebody asks for.
 *
 * @param node the node whose agent is to run it
 * @param kind what, {@code domain/name}
 * @param args with what; a JSON null for nothing
 * @param metadata texts that go with it, to the agent too
 * @param approval whether a person has to agree before it may be begun
 * @param id its name, not used in the cluster before; empty: one is given
 */
public record ActionOrder(
        NodeRef node, String kind, JsonNode args, Map<String, String> metadata, Approval approval, Optional<UUID> id) {
    /** Refuses nulls, copies the map. */
    public ActionOrder {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(args, "args");
        metadata = Map.copyOf(metadata);
        Objects.requireNonNull(approval, "approval");
        Objects.requireNonNull(id, "id");
    }

    /**
     * An action that needs nobody's approval and gets its name when it is taken.
     *
     * @param node the node whose agent is to run it
     * @param kind what, {@code domain/name}
     * @param args with what; a JSON null for nothing
     * @return the order
     */
    public static ActionOrder of(NodeRef node, String kind, JsonNode args) {
        return new ActionOrder(node, kind, args, Map.of(), Approval.GRANTED, Optional.empty());
    }
}
