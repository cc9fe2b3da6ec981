package io.replicante.spec.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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
    /** The attribute that carries the term (or timeline, or epoch) in which a copy's role and offset are meant: a positive whole number. */
    public static final String TERM = "replicante.io/term";

    /** The attribute that carries the offset at which the copy's term began: what is before it was taken over from earlier terms. */
    public static final String TERM_BEGAN = "replicante.io/term_began";

    /** The attribute that carries the term out of whose history the copy's term began, where the datastore keeps that in mind. */
    public static final String TERM_PARENT = "replicante.io/term_parent";

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
     * @return the term, if reported, positive and if it fits: 0 is told where none has begun yet
     */
    public Optional<Long> term() {
        return whole(TERM).filter(term -> term > 0);
    }

    /**
     * The offset at which the term began.
     *
     * @return the offset, if reported and if it fits
     */
    public Optional<Long> termBegan() {
        return whole(TERM_BEGAN);
    }

    /**
     * The term out of whose history the term began.
     *
     * @return the earlier term, if reported and if it fits
     */
    public Optional<Long> termParent() {
        return whole(TERM_PARENT);
    }

    /**
     * This copy as it would be told without a term.
     *
     * @return the copy, without what says in which term it is meant, and how that began
     */
    public AgentShard withoutTerm() {
        Map<String, AttributeValue> rest = new TreeMap<>(attributes);
        rest.keySet().removeAll(List.of(TERM, TERM_BEGAN, TERM_PARENT));
        return new AgentShard(id, role, commitOffset, lag, rest);
    }

    private Optional<Long> whole(String attribute) {
        return attributes.get(attribute) instanceof AttributeValue.Whole whole
                        && whole.value().bitLength() < Long.SIZE
                ? Optional.of(whole.value().longValue())
                : Optional.empty();
    }
}
