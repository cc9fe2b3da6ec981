package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Uuids;
import io.replicante.spec.event.Actor;
import io.replicante.spec.json.Documents;
import io.replicante.spec.json.Json;
import io.replicante.spec.json.Problems;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.ErrorBody;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Reads the parts of a request, each bounded and checked. Stateless. */
final class Requests {
    /** Names the caller; whoever stands between the caller and this server is trusted to set it. */
    static final String ACTOR = "X-Replicante-Actor";

    private static final Set<String> YAML =
            Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");
    private static final int MAX_NAME = 256;

    private Requests() {}

    static ClusterRef cluster(Context context) {
        return new ClusterRef(namespace(context), name(context, "cluster"));
    }

    /** Without a slash, which would make it look like another namespace with a cluster. */
    static String namespace(Context context) {
        String name = name(context, "ns");
        if (name.indexOf('/') >= 0) {
            throw RefusedException.badRequest("ns: must not contain a slash");
        }
        return name;
    }

    static String name(Context context, String parameter) {
        return name(parameter, context.pathParam(parameter));
    }

    private static String name(String what, String value) {
        if (value.isBlank() || value.length() > MAX_NAME || value.chars().anyMatch(Character::isISOControl)) {
            throw RefusedException.badRequest(
                    what + ": must have 1 to " + MAX_NAME + " characters, none of them a control character");
        }
        return value;
    }

    /** What is no id names nothing. */
    static UUID id(Context context) {
        return Uuids.parse(context.pathParam("id"))
                .orElseThrow(() -> new RefusedException(
                        Answers.NOT_FOUND, Answers.error(ErrorBody.of("the id of an action must be a UUID"))));
    }

    static Optional<String> query(Context context, String parameter) {
        List<String> values = context.queryParams(parameter);
        if (values.size() > 1) {
            throw RefusedException.badRequest(parameter + ": is there " + values.size() + " times");
        }
        return values.stream().findFirst().map(value -> name(parameter, value));
    }

    static boolean flag(Context context, String parameter) {
        return query(context, parameter)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw RefusedException.badRequest(parameter + ": must be true or false");
                })
                .orElse(false);
    }

    static <T> Optional<T> parsed(Context context, String parameter, String form, Function<String, T> parser) {
        return query(context, parameter).map(value -> {
            try {
                return parser.apply(value);
            } catch (RuntimeException unreadable) {
                throw RefusedException.badRequest(parameter + ": must be " + form);
            }
        });
    }

    /** A time with any offset. */
    static Optional<Instant> time(Context context, String parameter) {
        return parsed(
                context,
                parameter,
                "a time such as 2031-03-09T07:15:42Z",
                text -> OffsetDateTime.parse(text).toInstant());
    }

    static Actor actor(Context context) {
        String name = context.header(ACTOR);
        return name == null ? Actor.anonymous() : Actor.person(name(ACTOR, name));
    }

    /** The body, which must be JSON. */
    static JsonNode json(Context context) {
        String text = text(context);
        JsonNode body;
        try {
            body = Json.parse(text);
        } catch (InvalidInputException malformed) {
            throw RefusedException.badRequest("the body cannot be read: " + malformed.getMessage());
        }
        WholeTexts.require(body);
        return body;
    }

    /** The body, or empty when there is none. */
    static Optional<JsonNode> optionalJson(Context context) {
        return text(context).isBlank() ? Optional.empty() : Optional.of(json(context));
    }

    /** The body as one document: YAML where the caller says so, else JSON. */
    static JsonNode document(Context context) {
        String type = context.contentType();
        String essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return YAML.contains(essence) ? yaml(text(context)) : json(context);
    }

    private static JsonNode yaml(String text) {
        Problems problems = new Problems("manifest");
        List<ObjectNode> documents = Documents.trees("manifest.yaml", text, problems);
        if (problems.count() == 0 && documents.size() != 1) {
            problems.add("", 0, "must be one document, not " + documents.size());
        }
        if (problems.count() > 0) {
            throw RefusedException.violations("the body cannot be read", problems.list());
        }
        WholeTexts.require(documents.get(0));
        return documents.get(0);
    }

    private static String text(Context context) {
        byte[] body = context.bodyAsBytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw RefusedException.badRequest("the body is not UTF-8");
        }
    }
}
