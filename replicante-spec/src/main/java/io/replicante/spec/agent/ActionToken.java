package io.replicante.spec.agent;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says by whose decision, for whom and until when an action may <em>begin</em>. It travels in an action's metadata; agents
 * that understand it check it at the start of execution, so that a request that arrives or waits too long does nothing.
 *
 * @param issuer the incarnation of the store on which the decision was committed; epochs compare within one issuer
 * @param epoch the epoch of the lease under which the attempt was committed; only grows
 * @param clusterId the cluster that the decision was made for
 * @param nodeId the node that it was made for
 * @param incarnation the incarnation that the node had, if it was known
 * @param notAfter the action may not begin later than this
 */
public record ActionToken(
        String issuer, long epoch, String clusterId, String nodeId, Optional<String> incarnation, Instant notAfter) {
    private static final String PREFIX = "replicante.io/token.";

    /** Refuses nulls. */
    public ActionToken {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(clusterId, "clusterId");
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(notAfter, "notAfter");
    }

    /**
     * The token as action metadata.
     *
     * @return texts by key
     */
    public Map<String, String> toMetadata() {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(PREFIX + "issuer", issuer);
        metadata.put(PREFIX + "epoch", Long.toString(epoch));
        metadata.put(PREFIX + "cluster", clusterId);
        metadata.put(PREFIX + "node", nodeId);
        incarnation.ifPresent(value -> metadata.put(PREFIX + "incarnation", value));
        metadata.put(PREFIX + "not-after", notAfter.toString());
        return metadata;
    }

    /**
     * Reads the token from action metadata.
     *
     * @param metadata an action's metadata
     * @return the token, or empty when there is none
     * @throws io.replicante.spec.UnsupportedException if there is one that cannot be read
     */
    public static Optional<ActionToken> from(Map<String, String> metadata) {
        String issuer = metadata.get(PREFIX + "issuer");
        if (issuer == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ActionToken(
                    issuer,
                    Long.parseLong(part(metadata, "epoch")),
                    part(metadata, "cluster"),
                    part(metadata, "node"),
                    Optional.ofNullable(metadata.get(PREFIX + "incarnation")),
                    Instant.parse(part(metadata, "not-after"))));
        } catch (NumberFormatException | DateTimeParseException malformed) {
            throw new io.replicante.spec.UnsupportedException("the action's token cannot be read", malformed);
        }
    }

    private static String part(Map<String, String> metadata, String name) {
        String value = metadata.get(PREFIX + name);
        if (value == null) {
            throw new io.replicante.spec.UnsupportedException("the action's token lacks " + name);
        }
        return value;
    }
}
