package io.replicante.http;

import io.replicante.spec.protocol.ErrorBody;
import io.replicante.spec.protocol.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * What a call is answered with.
 *
 * @param status the HTTP status
 * @param contentType of what the body is, if there is one
 * @param body the body, not to be changed
 */
public record Answer(int status, Optional<String> contentType, byte[] body) {
    /** What was asked for. */
    public static final int OK = 200;
    /** Done, and there is nothing to say. */
    public static final int NO_CONTENT = 204;
    /** The request is refused. */
    public static final int BAD_REQUEST = 400;
    /** There is no such thing. */
    public static final int NOT_FOUND = 404;
    /** The path exists and the method does not. */
    public static final int METHOD_NOT_ALLOWED = 405;
    /** What is there contradicts the request. */
    public static final int CONFLICT = 409;
    /** The body is too large. */
    public static final int PAYLOAD_TOO_LARGE = 413;
    /** It went wrong on this side. */
    public static final int INTERNAL_ERROR = 500;

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Refuses nulls. */
    public Answer {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(body, "body");
    }

    /**
     * Nothing but a status.
     *
     * @param status the status
     * @return the answer
     */
    public static Answer empty(int status) {
        return new Answer(status, Optional.empty(), new byte[0]);
    }

    /**
     * A text for people.
     *
     * @param status the status
     * @param text the text
     * @return the answer
     */
    public static Answer text(int status, String text) {
        return new Answer(status, Optional.of(TEXT), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A message.
     *
     * @param status the status
     * @param message its JSON
     * @return the answer
     */
    public static Answer json(int status, byte[] message) {
        return new Answer(status, Optional.of(JSON), message);
    }

    /**
     * An error, as the protocol writes them.
     *
     * @param status the status
     * @param failure what went wrong
     * @return the answer
     */
    public static Answer error(int status, Throwable failure) {
        return json(status, Messages.ERROR_BODY.bytes(ErrorBody.of(failure)));
    }
}
