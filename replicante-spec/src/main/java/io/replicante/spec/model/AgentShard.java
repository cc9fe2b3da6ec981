package io.replicante.spec.model;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One copy of a shard on one node.
 *
 * @param id the shard, the same on every node that has a copy
 * @param role what this copy does; empty breaks the contract and is reported as {@code AGENT_SPEC_MISMATCH}
 * @param commitOffset how far this copy has come; empty is unknown, never zero
 * @param lag how far behind the primary; empty is unknown, never zero
 * @param attributes further facts of this copy, for example {@code replicante.io/term}
 */
public record AgentShard(
        String id,
        Optional<ShardRole> role,
        Optional<CommitOffset> commitOffset,
        Optional<CommitOffset> lag,
        Map<String, AttributeValue> attributes) {
    /** The attribute that carries the term (or timeline, or epoch) in which a copy's role and offset are meant: a whole number. */
    public static final String TERM = "replicante.io/term";

    /** The attribute that carries the offset at which the copy's term began: what is before it was taken over from earlier terms. */
    public static final String TERM_BEGAN = "replicante.io/term_began";

    /** Refuses nulls, copies the map. */
    public AgentShard {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(commitOffset, "commit_offset");
        Objects.requireNonNull(lag, "lag");
        attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    }

    /**
     * Whether this copy has a role.
     *
     * @param expected the role
     * @return true when the agent reports that one
     */
    public boolean is(ShardRole expected) {
        return role.isPresent() && role.get().equals(expected);
    }

    /**
     * The term in which role and offset are meant.
     *
     * @return the term, if reported
     */
    public Optional<Long> term() {
        return attributes.get(TERM) instanceof AttributeValue.Whole whole
                ? Optional.of(whole.value().longValueExact())
                : Optional.empty();
    }

    /**
     * The offset at which the term began.
     *
     * @return the offset, if reported and if it fits
     */
    public Optional<Long> termBegan() {
        return attributes.get(TERM_BEGAN) instanceof AttributeValue.Whole whole
                        && whole.value().bitLength() < Long.SIZE
                ? Optional.of(whole.value().longValue())
                : Optional.empty();
    }
}
