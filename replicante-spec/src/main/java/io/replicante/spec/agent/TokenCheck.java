package io.replicante.spec.agent;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Decides at the start of an execution whether an action's token still allows it. Actions begin in the order of their arrival,
 * so one of an older epoch than one that has begun arrived late. As thread-safe as its epochs.
 */
final class TokenCheck {
    /** Remembers the greatest epoch that has begun, as {@link ActionMemory#begin} does. */
    @FunctionalInterface
    interface Epochs {
        OptionalLong begin(String issuer, long epoch);
    }

    private final String clusterId;
    private final String nodeId;
    private final Supplier<Optional<String>> incarnation;
    private final Epochs epochs;

    TokenCheck(String clusterId, String nodeId, Supplier<Optional<String>> incarnation, Epochs epochs) {
        this.clusterId = clusterId;
        this.nodeId = nodeId;
        this.incarnation = incarnation;
        this.epochs = epochs;
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
        OptionalLong greatest = epochs.begin(token.issuer(), token.epoch());
        if (greatest.isEmpty()) {
            return Optional.of("the agent has seen too many issuers and cannot judge the epoch of another");
        }
        return token.epoch() < greatest.getAsLong()
                ? Optional.of("the action's epoch is " + token.epoch() + ", and an action of epoch "
                        + greatest.getAsLong() + " of the same issuer has begun before")
                : Optional.empty();
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
