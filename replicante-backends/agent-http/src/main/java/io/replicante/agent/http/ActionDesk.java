package io.replicante.agent.http;

import io.replicante.http.Answer;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.Uuids;
import io.replicante.spec.action.ActionBounds;
import io.replicante.spec.agent.ActionExecutionRequest;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.protocol.Messages;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Takes actions for an agent and shows them. Thread-safe if its random numbers are. */
final class ActionDesk {
    /** More than an engine sends: 64 entries of two texts of 1,024 characters, its token and a kind. */
    private static final int MAX_METADATA = 192 * 1024;

    private final Agent agent;
    private final Predicate<String> kinds;
    private final InstantSource clock;
    private final RandomGenerator random;

    ActionDesk(Agent agent, Predicate<String> kinds, InstantSource clock, RandomGenerator random) {
        this.agent = agent;
        this.kinds = kinds;
        this.clock = clock;
        this.random = random;
    }

    Answer find(String id) {
        Optional<UUID> uuid = Uuids.parse(id);
        if (uuid.isEmpty()) {
            return Answer.text(Answer.NOT_FOUND, "the path holds no UUID");
        }
        return agent.action(uuid.get())
                .map(action -> Answer.json(Answer.OK, Messages.ACTION_EXECUTION.bytes(action)))
                .orElseGet(() -> Answer.empty(Answer.NOT_FOUND));
    }

    Answer schedule(byte[] body) {
        ActionExecutionRequest request;
        try {
            request = Messages.ACTION_EXECUTION_REQUEST.read(body);
        } catch (InvalidInputException malformed) {
            return Answer.text(Answer.BAD_REQUEST, String.valueOf(malformed.getMessage()));
        }
        try {
            requireKind(request.kind());
            requireSmall(request);
            UUID id = request.id().orElseGet(() -> Uuids.random(random));
            agent.schedule(new ActionRequest(id, request.kind(), request.args(), created(request), request.metadata()));
            return Answer.json(Answer.OK, Messages.ACTION_SCHEDULED.bytes(id));
        } catch (UnsupportedException refused) {
            return Answer.error(Answer.BAD_REQUEST, refused);
        } catch (ConflictException known) {
            return Answer.error(Answer.CONFLICT, known);
        }
    }

    private void requireKind(String kind) {
        if (!kinds.test(kind)) {
            throw new UnsupportedException("the agent has no action of kind " + kind);
        }
    }

    /** They are kept, and read into memory, as long as the action is remembered. */
    private static void requireSmall(ActionExecutionRequest request) {
        ActionBounds.fault(request.args()).ifPresent(reason -> {
            throw new UnsupportedException("args " + reason);
        });
        int length = request.kind().length()
                + request.metadata().entrySet().stream()
                        .mapToInt(entry ->
                                entry.getKey().length() + entry.getValue().length())
                        .sum();
        if (length > MAX_METADATA) {
            throw new UnsupportedException("kind and metadata are longer than " + MAX_METADATA + " characters");
        }
    }

    private Instant created(ActionExecutionRequest request) {
        if (request.createdTime().isEmpty()) {
            return clock.instant();
        }
        OffsetDateTime time = request.createdTime().get();
        if (!time.getOffset().equals(ZoneOffset.UTC)) {
            throw new UnsupportedException("created_time must be in UTC, its offset is " + time.getOffset());
        }
        return time.toInstant();
    }
}
