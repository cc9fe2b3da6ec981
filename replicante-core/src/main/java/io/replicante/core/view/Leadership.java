package io.replicante.core.view;

import io.replicante.spec.model.Evidence;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who takes the writes.
 *
 * @param primary the node, when exactly one claims it in the highest term
 * @param term the term of that claim
 * @param conflicting the nodes that claim it in one and the same term, when there are several
 * @param stale the nodes that claim it in a term lower than one that others claim it in, or that is known to have begun
 * @param contested the node that claims it in the highest term that is claimed, where some copy was seen in a later one and no
 *     majority of the voters is in the claimed one: it may take writes, and may have been succeeded
 * @param hasMajority whether a majority of the voters is in the term of the primary
 */
public record Leadership(
        Evidence<String> primary,
        OptionalLong term,
        List<String> conflicting,
        List<String> stale,
        Optional<String> contested,
        boolean hasMajority) {
    /** Refuses nulls, copies the lists. */
    public Leadership {
        Objects.requireNonNull(primary, "primary");
        Objects.requireNonNull(term, "term");
        conflicting = List.copyOf(conflicting);
        stale = List.copyOf(stale);
        Objects.requireNonNull(contested, "contested");
    }

    /**
     * Whether a node is the primary, as far as is known.
     *
     * @param nodeId the node
     * @return true when it is
     */
    public boolean isPrimary(String nodeId) {
        return primary.toOptional().filter(nodeId::equals).isPresent();
    }
}
