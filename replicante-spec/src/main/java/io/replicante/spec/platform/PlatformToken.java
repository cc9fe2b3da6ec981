package io.replicante.spec.platform;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Says by which decision a platform is asked for something. Over HTTP it travels in two headers. A platform may ignore it; one that
 * remembers ids may answer a repeated request without doing it again, and one that remembers epochs may refuse a late one. The
 * engine relies on neither.
 *
 * @param actionId names what was decided; the same for every request of one attempt
 * @param epoch the epoch of the lease under which the attempt was committed; only grows
 */
public record PlatformToken(UUID actionId, long epoch) {
    /** The header with the id. */
    public static final String ACTION_ID = "Replicante-Action-Id";
    /** The header with the epoch, in decimal. */
    public static final String EPOCH = "Replicante-Epoch";

    /** Refuses nulls. */
    public PlatformToken {
        Objects.requireNonNull(actionId, "actionId");
    }

    /**
     * The token as headers.
     *
     * @return texts by name
     */
    public Map<String, String> toHeaders() {
        return Map.of(ACTION_ID, actionId.toString(), EPOCH, Long.toString(epoch));
    }

    /**
     * Reads the token from the headers of a request.
     *
     * @param actionId the header with the id, if there is one
     * @param epoch the header with the epoch, if there is one
     * @return the token; empty when there is none
     * @throws InvalidInputException if there is one that cannot be read, or half of one
     */
    public static Optional<PlatformToken> from(Optional<String> actionId, Optional<String> epoch) {
        if (actionId.isEmpty() && epoch.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PlatformToken(UUID.fromString(actionId.orElse("")), Long.parseLong(epoch.orElse(""))));
        } catch (IllegalArgumentException malformed) {
            String reason = "have to be a UUID and a whole number, or both to be left out";
            throw new InvalidInputException("headers", List.of(new Problem(ACTION_ID + " and " + EPOCH, 0, reason)));
        }
    }
}
