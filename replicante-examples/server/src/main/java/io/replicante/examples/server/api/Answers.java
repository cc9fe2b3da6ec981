package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.replicante.spec.json.Json;
import io.replicante.spec.protocol.ErrorBody;
import io.replicante.spec.protocol.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** Writes answers: always JSON, errors too. Stateless. */
final class Answers {
    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;

    private Answers() {}

    static void send(Context context, int status, JsonNode body) {
        context.status(status)
                .contentType("application/json")
                .result(Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** A write that has nothing to tell. */
    static void done(Context context) {
        send(context, OK, object());
    }

    /** What is there, or that it is not. */
    static <T> void found(Context context, Optional<T> value, Function<T, JsonNode> tree) {
        if (value.isPresent()) {
            send(context, OK, tree.apply(value.get()));
        } else {
            absent(context);
        }
    }

    static void absent(Context context) {
        send(context, NOT_FOUND, object());
    }

    static <T> void items(Context context, Collection<T> values, Function<T, JsonNode> tree) {
        send(context, OK, list(values, tree));
    }

    static <T> ObjectNode list(Collection<T> values, Function<T, JsonNode> tree) {
        ObjectNode body = object();
        ArrayNode items = body.putArray("items");
        values.forEach(value -> items.add(tree.apply(value)));
        return body;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode error(ErrorBody error) {
        return (ObjectNode) Messages.ERROR_BODY.tree(error);
    }
}
