package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.Causes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The body of an answer that is an error.
 *
 * @param message what went wrong, as the outermost layer says it
 * @param cause as the innermost layer says it; empty when that is the same
 * @param trail every layer, outermost first; empty when there are fewer than three
 */
public record ErrorBody(String message, Optional<String> cause, List<String> trail) {
    private static final int LAYERS_WITH_TRAIL = 3;

    /** Refuses nulls, copies the list. */
    public ErrorBody {
        Objects.requireNonNull(message, "error_msg");
        Objects.requireNonNull(cause, "error_cause");
        trail = List.copyOf(trail);
    }

    /**
     * An error of one layer.
     *
     * @param message what went wrong
     * @return the body
     */
    public static ErrorBody of(String message) {
        return new ErrorBody(message, Optional.empty(), List.of());
    }

    /**
     * An error with its causes, 16 at most; a cause without a message shows the name of its class. No stack trace is kept.
     *
     * @param failure what went wrong
     * @return the body
     */
    public static ErrorBody of(Throwable failure) {
        List<String> layers = Causes.messages(failure);
        String outermost = layers.get(0);
        String innermost = layers.get(layers.size() - 1);
        return new ErrorBody(
                outermost,
                innermost.equals(outermost) ? Optional.empty() : Optional.of(innermost),
                layers.size() < LAYERS_WITH_TRAIL ? List.of() : layers);
    }

    /**
     * The error as it is kept within records: without the member {@code error}.
     *
     * @return its tree
     */
    public JsonNode inRecord() {
        return write(Trees.object());
    }

    static ErrorBody read(Cursor json) {
        Cursor error = json.member("error");
        if (!error.flag()) {
            throw error.refuse("must be true");
        }
        return json.build(() -> new ErrorBody(
                json.member("error_msg").text(),
                json.optional("error_cause", Cursor::text),
                json.optional("error_trail", trail -> trail.list(Cursor::text)).orElse(List.of())));
    }

    static JsonNode write(ErrorBody body) {
        return body.write(Trees.object().put("error", true));
    }

    private JsonNode write(ObjectNode json) {
        cause.ifPresent(innermost -> json.put("error_cause", innermost));
        json.put("error_msg", message);
        if (!trail.isEmpty()) {
            json.set("error_trail", Trees.list(trail, Trees::text));
        }
        return json;
    }
}
