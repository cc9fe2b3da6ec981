package io.replicante.spec.agent;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides at the start of an execution whether an action's token still allows it. Remembers the greatest epoch that began, per
 * issuer: actions begin in the order of their arrival, so one of an older epoch arrived late. Not thread-safe.
 */
final class TokenCheck {
    private static final int MAX_ISSUERS = 1024;

    private final String clusterId;
    private final String nodeId;
    private final Supplier<Optional<String>> incarnation;
    private final Map<String, Long> epochs = new HashMap<>();

    TokenCheck(String clusterId, String nodeId, Supplier<Optional<String>> incarnation) {
        this.clusterId = clusterId;
        this.nodeId = nodeId;
        this.incarnation = incarnation;
    }

    /** Why the action may not begin; empty when it may. */
    Optional<String> refusal(ActionToken token, Instant now) {
        if (!token.clusterId().equals(clusterId) || !token.nodeId().equals(nodeId)) {
            return Optional.of("the action is for node " + token.nodeId() + " of cluster " + token.clusterId()
                    + ", this is node " + nodeId + " of cluster " + clusterId);
        }
        return olderEpoch(token).or(() -> tooLate(token, now)).or(() -> otherIncarnation(token));
    }

    private Optional<String> olderEpoch(ActionToken token) {
        Long seen = epochs.get(token.issuer());
        if (seen == null && epochs.size() >= MAX_ISSUERS) {
            return Optional.of("the agent has seen " + MAX_ISSUERS + " issuers and cannot judge the epoch of another");
        }
        if (seen != null && token.epoch() < seen) {
            return Optional.of("the action's epoch is " + token.epoch() + ", and an action of epoch " + seen
                    + " of the same issuer has begun before");
        }
        epochs.put(token.issuer(), token.epoch());
        return Optional.empty();
    }

    private static Optional<String> tooLate(ActionToken token, Instant now) {
        return now.isAfter(token.notAfter())
                ? Optional.of("the action may not begin after " + token.notAfter() + ", it is " + now)
                : Optional.empty();
    }

    private Optional<String> otherIncarnation(ActionToken token) {
        if (token.incarnation().isEmpty()) {
            return Optional.empty();
        }
        String expected = token.incarnation().get();
        try {
            Optional<String> current = incarnation.get();
            return current.equals(token.incarnation())
                    ? Optional.empty()
                    : Optional.of("the action is for incarnation " + expected + " of the node, it is "
                            + current.orElse("not running"));
        } catch (RuntimeException unknown) {
            return Optional.of("the action is for incarnation " + expected
                    + " of the node, and the current one is not known: " + unknown.getMessage());
        }
    }
}
