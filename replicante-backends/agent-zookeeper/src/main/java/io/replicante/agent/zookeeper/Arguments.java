package io.replicante.agent.zookeeper;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads the arguments of actions; what is wrong with one is said with its name. Immutable. */
record Arguments(JsonNode args) {

    /** Returns an ensemble's configuration. */
    EnsembleConfig members(String name) {
        return read(name, EnsembleConfig::parse);
    }

    /** Returns a server to join, given as its {@code server.N=...} line. */
    EnsembleMember server(String name) {
        return read(name, EnsembleMember::parse);
    }

    /** Returns the id of a server, given as the id itself, as its line, or as the id of its node. */
    long serverId(String name, ServerNames names) {
        return read(name, text -> {
            if (text.startsWith(EnsembleConfig.SERVER_PREFIX)) {
                return EnsembleMember.parse(text).serverId();
            }
            OptionalLong id = names.serverId(text);
            if (id.isEmpty()) {
                throw new IllegalArgumentException("no server is known by the name " + text);
            }
            return id.getAsLong();
        });
    }

    private <T> T read(String name, Function<String, T> reader) {
        JsonNode value = args.path(name);
        if (!value.isTextual()) {
            throw invalid(name, "a text is needed, not " + (value.isMissingNode() ? "nothing" : value.toString()));
        }
        try {
            return reader.apply(value.asText());
        } catch (IllegalArgumentException e) {
            throw invalid(name, String.valueOf(e.getMessage()));
        }
    }

    private static InvalidInputException invalid(String name, String reason) {
        return new InvalidInputException("arguments", List.of(new Problem(name, 0, reason)));
    }
}
