package io.replicante.core.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a server answered. Immutable as long as nobody changes the bytes. */
final class Reply {
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int INTERNAL = 500;

    private final int status;
    private final Optional<String> location;
    private final byte[] body;

    /** A reply, with where a redirect leads. */
    Reply(int status, Optional<String> location, byte[] body) {
        this.status = status;
        this.location = location;
        this.body = body;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    boolean isSuccess() {
        return status >= OK && status < MULTIPLE_CHOICES;
    }

    boolean isRedirect() {
        return status >= MULTIPLE_CHOICES && status < BAD_REQUEST;
    }

    boolean isServerError() {
        return status >= INTERNAL;
    }

    /** The status, and what the server says about it, short and without control characters. */
    String describe() {
        if (isRedirect()) {
            return plain("HTTP " + status + ", a redirect to " + location.orElse("nowhere") + ", is not followed");
        }
        String said = said();
        return plain(said.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + said);
    }

    private String said() {
        try {
            JsonNode error = Json.parse(new String(body, StandardCharsets.UTF_8));
            // Old agents say it in the member that is a flag today.
            String message = error.path("error_msg")
                    .asText(
                            error.path("error").isTextual()
                                    ? error.path("error").asText()
                                    : "");
            String cause = error.path("error_cause").asText("");
            String outermost =
                    message.isEmpty() ? error.path("error_trail").path(0).asText("") : message;
            return cause.isEmpty() ? outermost : outermost + ": " + cause;
        } catch (InvalidInputException notOurs) {
            // A proxy's page, or nothing: the status says it all.
            return "";
        }
    }

    static String plain(String text) {
        return new Problem("", 0, text).reason();
    }
}
