package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * One type of message of the Replicante protocol. Immutable and thread-safe; the constants are in {@link Messages}.
 *
 * <p>Reading ignores members that it does not know. It refuses, with an {@link InvalidInputException} that names the place and
 * the reason, what is not JSON, has a key twice, is nested deeper than 64 levels, is longer than 64 MiB, or is not as the
 * protocol says. Nothing is converted and nothing is made up.
 *
 * @param <T> what the message is read into
 */
public final class MessageType<T> {
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private final String name;
    private final Function<Cursor, T> reader;
    private final Function<T, JsonNode> writer;

    MessageType(String name, Function<Cursor, T> reader, Function<T, JsonNode> writer) {
        this.name = name;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * The name of the type, for example {@code AgentNode}.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Reads a message.
     *
     * @param json the message
     * @return what it says
     * @throws InvalidInputException if it is refused
     */
    public T read(String json) {
        Objects.requireNonNull(json, "json");
        JsonNode tree;
        try {
            tree = Json.parse(json);
        } catch (InvalidInputException notJson) {
            throw new InvalidInputException(name, notJson.problems());
        }
        if (json.contains("\\u")) {
            Texts.requireWhole(name, tree);
        }
        return read(tree);
    }

    /**
     * Reads a message.
     *
     * @param utf8 the message
     * @return what it says
     * @throws InvalidInputException if it is refused
     */
    public T read(byte[] utf8) {
        if (utf8.length > MAX_BYTES) {
            throw refused("is longer than " + MAX_BYTES + " bytes");
        }
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            throw refused("is not UTF-8");
        }
    }

    /**
     * Reads a message that was parsed already, with {@link Json#parse} so that numbers are exact.
     *
     * @param tree the message
     * @return what it says
     * @throws InvalidInputException if it is refused
     */
    public T read(JsonNode tree) {
        return reader.apply(Cursor.root(name, tree));
    }

    /**
     * Writes a message.
     *
     * @param value what it says
     * @return its JSON, on one line
     * @throws IllegalArgumentException if no message can say that
     */
    public String write(T value) {
        return Json.write(tree(value));
    }

    /**
     * Writes a message.
     *
     * @param value what it says
     * @return its JSON, on one line, as UTF-8
     * @throws IllegalArgumentException if no message can say that
     */
    public byte[] bytes(T value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Turns a message into a tree.
     *
     * @param value what it says
     * @return its tree
     * @throws IllegalArgumentException if no message can say that
     */
    public JsonNode tree(T value) {
        return writer.apply(Objects.requireNonNull(value, "value"));
    }

    private InvalidInputException refused(String reason) {
        return new InvalidInputException(name, List.of(new Problem("", 0, reason)));
    }

    @Override
    public String toString() {
        return name;
    }
}
