package io.replicante.spec.cluster;

import io.replicante.spec.event.Actor;
import io.replicante.spec.model.ClusterRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A person's word that stands in for a safety rule's answer, in one cluster and for a time. What was begun under it goes on when
 * it expires. Immutable.
 *
 * @param cluster the cluster in which it counts
 * @param rule the rule that it loosens; or {@link #OLD_PRIMARY_REVOKED}, an attestation; or {@link #FORGOTTEN}
 * @param nodeId only for actions whose main subject is this node; of an attestation and of {@link #FORGOTTEN} the node that a person
 *     vouches for; empty for the whole cluster
 * @param shards only for these shards, by id; {@code *} stands for any text, and may only be the last character; empty for the
 *     whole answer
 * @param actor who takes the responsibility
 * @param reason why
 * @param expires until when; an action that is begun under it must be over by then
 */
public record SafetyOverride(
        ClusterRef cluster,
        String rule,
        Optional<String> nodeId,
        Optional<String> shards,
        Actor actor,
        String reason,
        Instant expires) {
    /** The rule that a person answers by vouching that a node, the old primary, takes no more writes. */
    public static final String OLD_PRIMARY_REVOKED = "old-primary-revoked";
    /**
     * The rule that keeps what nobody else may have: a person who overrides it for a node lets its copy be thrown away. Nor does what
     * the copy was seen to have, in a later term than a primary's, speak against that primary any more.
     */
    public static final String LAST_COPY = "last-copy";
    /** In place of a rule: a person vouches that a node is no member any more and never comes back. */
    public static final String FORGOTTEN = "forgotten";

    /** Refuses nulls, an empty rule and patterns that say more than a beginning. */
    public SafetyOverride {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(nodeId, "node_id");
        Objects.requireNonNull(shards, "shards");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(expires, "expires");
        if (rule.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("an override names a rule and a reason");
        }
        shards.ifPresent(ShardPattern::of);
    }

    /**
     * What tells it from others: two with the same cluster, rule, node and shards are one, and the later replaces the earlier.
     *
     * @return the id
     */
    public UUID id() {
        String name = String.join("\n", cluster.toString(), rule, nodeId.orElse(""), shards.orElse(""));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether it counts.
     *
     * @param now the time
     * @return true until it expires
     */
    public boolean isValid(Instant now) {
        return now.isBefore(expires);
    }

    /**
     * Whether it is an attestation or the like, which is read by the rule that asks for it and changes no answer by itself.
     *
     * @return true when a person vouches for a node
     */
    public boolean vouches() {
        return rule.equals(OLD_PRIMARY_REVOKED) || rule.equals(FORGOTTEN);
    }

    /**
     * Whether a shard is forgiven.
     *
     * @param shardId the shard
     * @return true when it names shards, and this is one of them
     */
    public boolean forgives(String shardId) {
        return shards.filter(pattern -> ShardPattern.of(pattern).covers(shardId))
                .isPresent();
    }
}
