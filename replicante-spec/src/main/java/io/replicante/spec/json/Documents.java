package io.replicante.spec.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents of an input that people write: YAML, several per input, or JSON, one. Bounded: 1 MiB, 64 levels, 100,000
 * values. Stateless.
 */
public final class Documents {
    private Documents() {}

    /**
     * Decodes an input.
     *
     * @param content the bytes
     * @param problems gets what is wrong
     * @return the text, or empty when it is too long or not UTF-8
     */
    public static Optional<String> decode(byte[] content, Problems problems) {
        if (content.length > Budget.MAX_BYTES) {
            problems.add("", 0, "is longer than " + Budget.MAX_BYTES + " bytes");
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            int line = 1;
            for (int i = 0; i < bytes.position(); i++) {
                line += content[i] == '\n' ? 1 : 0;
            }
            problems.add("", line, "is not UTF-8 (byte " + bytes.position() + ")");
            return Optional.empty();
        }
    }

    /**
     * Reads the documents that are mappings; empty ones are skipped, others are problems.
     *
     * @param what names the input; one that ends in {@code .json} is JSON
     * @param content the input
     * @param problems gets what is wrong
     * @return the documents in the order of the input, as far as they could be read
     */
    public static List<Fields> read(String what, String content, Problems problems) {
        return mappings(what, content, problems).stream()
                .map(mapping -> new Fields("", mapping, problems))
                .toList();
    }

    /**
     * Reads the documents that are mappings as JSON, whatever they hold; empty ones are skipped, others are problems, and so is
     * a key that is there twice.
     *
     * @param what names the input; one that ends in {@code .json} is JSON
     * @param content the input
     * @param problems gets what is wrong
     * @return the documents in the order of the input, as far as they could be read
     */
    public static List<ObjectNode> trees(String what, String content, Problems problems) {
        FreeJson json = new FreeJson(problems);
        return mappings(what, content, problems).stream()
                .map(mapping -> json.object("", mapping))
                .toList();
    }

    static List<Element.Mapping> mappings(String what, String content, Problems problems) {
        if (content.length() > Budget.MAX_BYTES) {
            problems.add("", 0, "is longer than " + Budget.MAX_BYTES + " characters");
            return List.of();
        }
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        List<Element.Mapping> documents = new ArrayList<>();
        for (Element element : elements(what, text, problems)) {
            if (element instanceof Element.Mapping mapping) {
                documents.add(mapping);
            } else if (!(element instanceof Element.Scalar scalar && scalar.value() instanceof Element.Empty)) {
                problems.add("", element.line(), "must be a mapping, not " + element.kind());
            }
        }
        return documents;
    }

    private static List<Element> elements(String what, String text, Problems problems) {
        boolean json = what.toLowerCase(Locale.ROOT).endsWith(".json");
        if (!json && !text.stripLeading().startsWith("{")) {
            return yaml(text, problems);
        }
        try {
            return List.of(new JsonComposer(new Budget()).read(text));
        } catch (SyntaxException notJson) {
            // A brace may also begin YAML; if it is neither, what JSON says of it is the better hint.
            Problems asYaml = new Problems(what);
            List<Element> elements = json ? List.of() : yaml(text, asYaml);
            if (json || asYaml.count() > 0) {
                problems.add("", notJson.line(), notJson.reason());
                return List.of();
            }
            return elements;
        }
    }

    private static List<Element> yaml(String text, Problems problems) {
        List<Element> elements = new ArrayList<>();
        YamlComposer composer = new YamlComposer(text, new Budget());
        try {
            for (@Nullable Element next = composer.next(); next != null; next = composer.next()) {
                elements.add(next);
            }
        } catch (SyntaxException malformed) {
            problems.add("", malformed.line(), malformed.reason());
        }
        return elements;
    }
}
