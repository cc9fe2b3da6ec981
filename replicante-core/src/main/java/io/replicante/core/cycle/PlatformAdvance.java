package io.replicante.core.cycle;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Target;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.DiscoveredNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Brings an intent that a platform was asked for up to date with what discovery lists since. */
record PlatformAdvance(ClusterView view) {
    Intent advance(Intent intent) {
        Optional<DiscoveryRecord> listed = view.discovery()
                .toOptional()
                .filter(record -> record.observedAt().isAfter(countedFrom(intent)));
        if (listed.isPresent() && hasEffect(intent, listed.get())) {
            return intent.become(Intent.Phase.COMPLETE, "discovery shows it");
        }
        boolean settled = intent.sentAt().isEmpty() || intent.isOverdue(view.now());
        return listed.isPresent() && settled
                ? intent.become(Intent.Phase.FAILED, withoutEffect(intent, listed.get()))
                : intent;
    }

    private Instant countedFrom(Intent intent) {
        Duration settle =
                view.surroundings().platform().map(PlatformSpec::settle).orElse(PlatformSpec.DEFAULT_SETTLE);
        return intent.sentAt()
                .orElseGet(() -> intent.attemptedAt().orElse(intent.createdAt()).plus(settle));
    }

    private static boolean hasEffect(Intent intent, DiscoveryRecord listed) {
        if (intent.candidate().kind().equals(Candidate.PROVISION)) {
            return found(intent, listed) >= intent.machines().orElse(1);
        }
        return intent.candidate().targets().stream()
                .noneMatch(target -> listed.nodes().stream().anyMatch(node -> isSame(target, node)));
    }

    private static int found(Intent intent, DiscoveryRecord listed) {
        return Provisions.newNodes(
                        listed,
                        Set.copyOf(intent.nodesBefore()),
                        intent.candidate().group().orElse(""))
                .size();
    }

    /** The id may have come back already, on another machine. */
    private static boolean isSame(Target target, DiscoveredNode node) {
        boolean other = node.incarnation().isPresent()
                && target.machine().isPresent()
                && !target.machine().equals(node.incarnation())
                && !target.machine().get().equals(node.agentAddress());
        return target.nodeId().equals(node.nodeId()) && !other;
    }

    private static String withoutEffect(Intent intent, DiscoveryRecord listed) {
        return intent.candidate().kind().equals(Candidate.PROVISION)
                ? "the platform was asked for machines, at least "
                        + intent.machines().orElse(1) + " should be there, and discovery shows " + found(intent, listed)
                : "the platform was asked to give the node back and discovery still shows it";
    }
}
