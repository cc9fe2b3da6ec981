package io.replicante.core.view;

import io.replicante.core.state.ClusterRecord;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardRole;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** Finds the primary among the nodes that claim to be it: the highest term wins, a lower one is stale. */
final class LeadershipReading {
    private LeadershipReading() {}

    private record Claim(String nodeId, long term, Instant readAt) {}

    static Leadership read(Collection<NodeView> nodes, Evidence<Ensemble> ensemble, ClusterRecord record) {
        List<Claim> claims = nodes.stream()
                .filter(node -> mayLead(node, ensemble))
                .filter(node -> node.copy().flatMap(AgentShard::role).equals(java.util.Optional.of(ShardRole.PRIMARY)))
                .map(node -> new Claim(
                        node.nodeId(),
                        node.copy().flatMap(AgentShard::term).orElse(0L),
                        node.observation().startedAt()))
                .toList();
        long highest = Math.max(
                claims.stream().mapToLong(Claim::term).max().orElse(0),
                record.term().orElse(0));
        List<String> stale = claims.stream()
                .filter(claim -> claim.term() < highest)
                .map(Claim::nodeId)
                .toList();
        List<Claim> current =
                claims.stream().filter(claim -> claim.term() == highest).toList();
        if (current.size() == 1) {
            return single(current.get(0), stale);
        }
        String reason = current.isEmpty()
                ? "no node says that it is the primary"
                : "several nodes say that they are the primary in term " + highest;
        List<String> conflicting = current.stream().map(Claim::nodeId).sorted().toList();
        return new Leadership(Evidence.unknown(reason), OptionalLong.empty(), conflicting, stale);
    }

    /** Once the configuration is known, only a voter of it can be the primary: whatever else says so is not believed. */
    private static boolean mayLead(NodeView node, Evidence<Ensemble> ensemble) {
        return ensemble.toOptional()
                .map(known -> known.ofNode(node.nodeId())
                        .filter(member -> member.votes() > 0)
                        .isPresent())
                .orElse(true);
    }

    private static Leadership single(Claim claim, List<String> stale) {
        return new Leadership(
                Evidence.known(claim.nodeId(), claim.readAt(), "agent " + claim.nodeId()),
                OptionalLong.of(claim.term()),
                List.of(),
                stale);
    }
}
