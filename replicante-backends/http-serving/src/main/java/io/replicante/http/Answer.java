package io.replicante.http;

import io.replicante.spec.protocol.ErrorBody;
import io.replicante.spec.protocol.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a call is answered with. Immutable. */
public final class Answer {
    /** What was asked for. */
    public static final int OK = 200;
    /** Done, and there is nothing to say. */
    public static final int NO_CONTENT = 204;
    /** The request is refused. */
    public static final int BAD_REQUEST = 400;
    /** The caller may not ask for this. */
    public static final int FORBIDDEN = 403;
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

    private final int status;
    private final Optional<String> contentType;
    private final byte[] body;

    private Answer(int status, Optional<String> contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
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
     * @param message its JSON, which is not changed any more
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

    /**
     * The HTTP status.
     *
     * @return the status
     */
    public int status() {
        return status;
    }

    Optional<String> contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }
}
