package io.replicante.spec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Composes the document of a JSON text. Confined to one thread. */
final class JsonComposer {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Budget.MAX_DEPTH + 1)
                    .maxNumberLength(100)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Budget budget;

    JsonComposer(Budget budget) {
        this.budget = budget;
    }

    /**
     * Reads a text.
     *
     * @throws SyntaxException if it is not one JSON value
     */
    Element read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            try {
                Element document = element(parser, parser.nextToken(), 1);
                if (parser.nextToken() != null) {
                    throw new SyntaxException(line(parser), "more follows behind the end of the document");
                }
                return document;
            } catch (JsonProcessingException malformed) {
                int line = malformed.getLocation() == null
                        ? line(parser)
                        : malformed.getLocation().getLineNr();
                throw new SyntaxException(line, "is not JSON: " + malformed.getOriginalMessage());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory cannot be read", impossible);
        }
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private Element element(JsonParser parser, @Nullable JsonToken token, int depth) throws IOException {
        int line = line(parser);
        if (token == null) {
            throw new SyntaxException(line, "is not JSON: it ends where a value is expected");
        }
        budget.spend(line, 1);
        budget.descend(line, depth);
        return switch (token) {
            case START_ARRAY -> sequence(parser, line, depth);
            case START_OBJECT -> mapping(parser, line, depth);
            case VALUE_STRING -> scalar(parser, line, parser.getText());
            case VALUE_NUMBER_INT -> scalar(parser, line, parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> scalar(parser, line, fraction(parser, line));
            case VALUE_TRUE -> scalar(parser, line, true);
            case VALUE_FALSE -> scalar(parser, line, false);
            default -> scalar(parser, line, Element.Empty.EMPTY);
        };
    }

    private static Element scalar(JsonParser parser, int line, Object value) throws IOException {
        return new Element.Scalar(line, value, parser.getText());
    }

    private static Double fraction(JsonParser parser, int line) throws IOException {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new SyntaxException(line, "the number " + parser.getText() + " is too great");
        }
        return value;
    }

    private Element sequence(JsonParser parser, int line, int depth) throws IOException {
        List<Element> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(element(parser, token, depth + 1));
        }
        return new Element.Sequence(line, elements);
    }

    private Element mapping(JsonParser parser, int line, int depth) throws IOException {
        List<Element.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int keyLine = line(parser);
            String key = parser.currentName();
            entries.add(new Element.Entry(keyLine, key, element(parser, parser.nextToken(), depth + 1)));
        }
        return new Element.Mapping(line, entries);
    }
}
