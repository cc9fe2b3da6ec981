package io.replicante.core.http;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.protocol.Messages;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/** Calls to one agent, as far as all versions of the API agree on them. Thread-safe; holds nothing that must be let go. */
record AgentCalls(Caller caller, HttpUrl base) {
    private static final String PREFIX = "api/unstable/";
    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int TIMEOUT = 408;

    HttpUrl url(String path) {
        return base.newBuilder().addPathSegments(PREFIX + path).build();
    }

    <T> T read(String path, Caller.Decoder<T> decoder) {
        return caller.read(url(path), decoder);
    }

    Reply get(String path) {
        return caller.get(url(path));
    }

    <T> T decode(String path, Reply reply, Caller.Decoder<T> decoder) {
        return caller.decode(url(path), reply, decoder);
    }

    /** An answer about another action is none. */
    ActionExecution action(String path, Reply reply, Caller.Decoder<ActionExecution> decoder, UUID id) {
        ActionExecution action = decode(path, reply, decoder);
        if (!action.id().equals(id)) {
            throw new UnavailableException(Caller.what("GET", url(path)) + "the answer is about action " + action.id());
        }
        return action;
    }

    /** Asks for an action; what was answered instead of taking it, if it was not taken. */
    Optional<Reply> schedule(HttpUrl url, byte[] body, Map<String, String> headers, UUID id) {
        Reply reply = caller.post(url, body, headers);
        if (!reply.isSuccess()) {
            return Optional.of(reply);
        }
        requireId(url, reply, id);
        return Optional.empty();
    }

    /** What a refusal means by its status alone. */
    static RuntimeException refusal(String what, Reply reply) {
        return switch (reply.status()) {
            case PAYLOAD_TOO_LARGE -> new UnsupportedException(what);
            case TIMEOUT -> new IndeterminateException(what);
            // Below 500 the server says that it did not do it.
            default -> reply.isServerError() ? new IndeterminateException(what) : new UnavailableException(what);
        };
    }

    /** Whether an agent that refused knows the id all the same. */
    static boolean isKnown(String what, Supplier<Optional<ActionExecution>> lookup) {
        try {
            return lookup.get().isPresent();
        } catch (UnavailableException unknown) {
            throw new IndeterminateException(
                    what + "; whether the agent knows the id is not known: " + unknown.getMessage(), unknown);
        }
    }

    private static void requireId(HttpUrl url, Reply reply, UUID id) {
        String what = Caller.what("POST", url) + "the request was taken, and ";
        try {
            UUID accepted = Messages.ACTION_SCHEDULED.read(reply.body());
            if (!accepted.equals(id)) {
                throw new IndeterminateException(what + "the answer names " + accepted + " instead of " + id);
            }
        } catch (InvalidInputException unreadable) {
            throw new IndeterminateException(
                    what + "the answer cannot be read: " + Reply.plain(String.valueOf(unreadable.getMessage())),
                    unreadable);
        }
    }
}
