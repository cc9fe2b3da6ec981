package io.replicante.spec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.ReferenceType;
import io.replicante.spec.model.AttributeValue;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the types of which null means something of its own. Thread-safe. */
final class JsonTypes extends SimpleModule {
    private static final long serialVersionUID = 1L;

    JsonTypes() {
        super("replicante");
        addDeserializer(AttributeValue.class, new AttributeValueReader());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(new OptionalTrees());
    }

    /** Attribute values, of which null is one. */
    private static final class AttributeValueReader extends StdDeserializer<AttributeValue> {
        private static final long serialVersionUID = 1L;

        AttributeValueReader() {
            super(AttributeValue.class);
        }

        @Override
        public AttributeValue deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING) {
                return AttributeValue.of(parser.getText());
            }
            if (token == JsonToken.VALUE_NUMBER_INT) {
                return new AttributeValue.Whole(parser.getBigIntegerValue());
            }
            if (token == JsonToken.VALUE_NUMBER_FLOAT && Double.isFinite(parser.getDoubleValue())) {
                return new AttributeValue.Fraction(parser.getDecimalValue());
            }
            if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
                return AttributeValue.of(token == JsonToken.VALUE_TRUE);
            }
            return (AttributeValue) context.handleUnexpectedToken(getValueType(context), parser);
        }

        @Override
        public AttributeValue getNullValue(DeserializationContext context) {
            return new AttributeValue.Null();
        }
    }

    private static final class OptionalTrees extends Deserializers.Base {
        @Override
        public @Nullable JsonDeserializer<?> findReferenceDeserializer(
                ReferenceType type,
                DeserializationConfig config,
                BeanDescription description,
                TypeDeserializer contentTypes,
                JsonDeserializer<?> contents) {
            boolean optionalTree =
                    type.hasRawClass(Optional.class) && type.getContentType().hasRawClass(JsonNode.class);
            return optionalTree ? new OptionalTreeReader() : null;
        }
    }

    /** Optional trees: null is none rather than the tree that is null. */
    private static final class OptionalTreeReader extends StdDeserializer<Optional<JsonNode>> {
        private static final long serialVersionUID = 1L;

        OptionalTreeReader() {
            super(Optional.class);
        }

        @Override
        public Optional<JsonNode> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Optional.of(context.readTree(parser));
        }

        @Override
        public Optional<JsonNode> getNullValue(DeserializationContext context) {
            return Optional.empty();
        }
    }
}
