package io.replicante.core.view;

import io.replicante.core.state.ClusterState;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardRole;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the primary among the nodes that claim to be it. The highest term wins, a lower one is stale. Where any copy was ever seen
 * in a later term than that, whoever began it may be the primary, and may have been forgotten or be silent: the claim is believed
 * only if a majority of the voters is in its term now.
 */
final class LeadershipReading {
    private final Optional<DatastoreDefinition> definition;
    private final Evidence<Ensemble> ensemble;
    private final ClusterState state;
    private final Instant now;

    LeadershipReading(
            Optional<DatastoreDefinition> definition, Evidence<Ensemble> ensemble, ClusterState state, Instant now) {
        this.definition = definition;
        this.ensemble = ensemble;
        this.state = state;
        this.now = now;
    }

    /** What a node says of a term, now or last. */
    private record InTerm(String nodeId, long term, Instant readAt) {}

    Leadership read(Collection<NodeView> nodes) {
        List<InTerm> claims = nodes.stream()
                .filter(node -> !node.isSpare() && mayLead(node) && isPrimary(node))
                .map(node -> inTerm(node, node.copy().orElseThrow()))
                .toList();
        long highest = Math.max(
                claims.stream().mapToLong(InTerm::term).max().orElse(0),
                state.record().term().orElse(0));
        List<String> stale = nodes.stream()
                .filter(node -> !node.isSpare() && isPrimary(node))
                .filter(node -> inTerm(node, node.copy().orElseThrow()).term() < highest)
                .map(NodeView::nodeId)
                .toList();
        List<InTerm> current =
                claims.stream().filter(claim -> claim.term() == highest).toList();
        return current.size() == 1 ? single(nodes, current.get(0), stale) : none(current, highest, stale);
    }

    private static boolean isPrimary(NodeView node) {
        return node.copy().filter(copy -> copy.is(ShardRole.PRIMARY)).isPresent();
    }

    private static InTerm inTerm(NodeView node, AgentShard copy) {
        return new InTerm(
                node.nodeId(), copy.term().orElse(0L), node.observation().startedAt());
    }

    private static Leadership none(List<InTerm> current, long highest, List<String> stale) {
        String reason = current.isEmpty()
                ? "no node says that it is the primary"
                : "several nodes say that they are the primary in term " + highest;
        List<String> conflicting = current.stream().map(InTerm::nodeId).sorted().toList();
        return new Leadership(
                Evidence.unknown(reason), OptionalLong.empty(), conflicting, stale, Optional.empty(), false);
    }

    /** Once the configuration is known, only a voter of it can be the primary: whatever else says so is not believed. */
    private boolean mayLead(NodeView node) {
        return ensemble.toOptional().map(known -> known.isVoter(node.nodeId())).orElse(true);
    }

    private Leadership single(Collection<NodeView> nodes, InTerm claim, List<String> stale) {
        boolean majority = hasMajority(nodes, claim.term());
        Optional<InTerm> later = majority ? Optional.empty() : later(nodes, claim.term());
        if (later.isPresent()) {
            String reason = "node " + claim.nodeId() + " says that it is the primary in term " + claim.term()
                    + ", but node " + later.get().nodeId() + " has been in term "
                    + later.get().term() + ", and no majority of the voters is in the earlier one";
            return new Leadership(
                    Evidence.unknown(reason),
                    OptionalLong.empty(),
                    List.of(),
                    stale,
                    Optional.of(claim.nodeId()),
                    false);
        }
        return new Leadership(
                Evidence.known(claim.nodeId(), claim.readAt(), "agent " + claim.nodeId()),
                OptionalLong.of(claim.term()),
                List.of(),
                stale,
                Optional.empty(),
                majority);
    }

    private boolean hasMajority(Collection<NodeView> nodes, long term) {
        List<Ensemble.Member> voters =
                ensemble.toOptional().map(Ensemble::voters).orElse(List.of());
        long sharing = nodes.stream()
                .filter(node -> node.copy()
                        .filter(copy -> copy.term().orElse(0L) == term)
                        .isPresent())
                .filter(this::mayLead)
                .count();
        return !voters.isEmpty() && sharing > voters.size() / 2;
    }

    /** Who was seen in the latest of the later terms; not whose copy a person lets be thrown away, with all that it has from there. */
    private Optional<InTerm> later(Collection<NodeView> nodes, long term) {
        return nodes.stream()
                .filter(node -> !node.isSpare() && !state.isDiscarded(node.nodeId(), now))
                .flatMap(node -> lastCopy(node).stream().map(copy -> inTerm(node, copy)))
                .filter(seen -> seen.term() > term)
                .max(Comparator.comparingLong(InTerm::term));
    }

    private Optional<AgentShard> lastCopy(NodeView node) {
        return node.copy().or(() -> node.lastCopies().flatMap(copies -> OneCopy.only(copies, definition)));
    }
}
