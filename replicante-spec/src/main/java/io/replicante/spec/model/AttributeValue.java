package io.replicante.spec.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The value of a node attribute: text, number, boolean or null, never a list or an object. Immutable. */
public sealed interface AttributeValue {
    /**
     * A text.
     *
     * @param value the text
     */
    record Text(@JsonValue String value) implements AttributeValue {
        /** Refuses nulls. */
        public Text {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * A whole number of any size.
     *
     * @param value the number
     */
    record Whole(@JsonValue BigInteger value) implements AttributeValue {
        /** Refuses nulls. */
        public Whole {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * A number that is written with a fraction or an exponent, exactly as it is written: {@code 1.0} is no {@link Whole}.
     *
     * @param value the number
     */
    record Fraction(@JsonValue BigDecimal value) implements AttributeValue {
        /** Refuses nulls. */
        public Fraction {
            Objects.requireNonNull(value, "value");
        }

        /**
         * A number with a fraction.
         *
         * @param value the number; finite
         */
        public Fraction(double value) {
            this(BigDecimal.valueOf(value));
        }
    }

    /**
     * A truth value.
     *
     * @param value the value
     */
    record Bool(@JsonValue boolean value) implements AttributeValue {}

    /** An attribute that is present without a value. */
    record Null() implements AttributeValue {
        @JsonValue
        @Nullable
        Object toJson() {
            return null;
        }
    }

    /**
     * A text.
     *
     * @param value the text
     * @return the value
     */
    static AttributeValue of(String value) {
        return new Text(value);
    }

    /**
     * A whole number.
     *
     * @param value the number
     * @return the value
     */
    static AttributeValue of(long value) {
        return new Whole(BigInteger.valueOf(value));
    }

    /**
     * A truth value.
     *
     * @param value the value
     * @return the value
     */
    static AttributeValue of(boolean value) {
        return new Bool(value);
    }

    /**
     * The value as plain text, as logs and conditions on text show it.
     *
     * @return the text; {@code null} as the word
     */
    default String asText() {
        if (this instanceof Text text) {
            return text.value();
        }
        if (this instanceof Whole whole) {
            return whole.value().toString();
        }
        if (this instanceof Fraction fraction) {
            return fraction.value().toString();
        }
        return this instanceof Bool bool ? Boolean.toString(bool.value()) : "null";
    }

    /**
     * The value as JSON.
     *
     * @return text, number, boolean or null
     */
    default JsonNode toTree() {
        if (this instanceof Text text) {
            return TextNode.valueOf(text.value());
        }
        if (this instanceof Whole whole) {
            return whole.value().bitLength() < Long.SIZE
                    ? JsonNodeFactory.instance.numberNode(whole.value().longValue())
                    : JsonNodeFactory.instance.numberNode(whole.value());
        }
        if (this instanceof Fraction fraction) {
            return DecimalNode.valueOf(fraction.value());
        }
        return this instanceof Bool bool ? BooleanNode.valueOf(bool.value()) : NullNode.getInstance();
    }

    /**
     * Reads a value from a tree.
     *
     * @param json text, number, boolean or null
     * @return the value
     * @throws IllegalArgumentException for anything else, and for numbers that no {@code double} comes near
     */
    static AttributeValue fromTree(JsonNode json) {
        if (json.isTextual()) {
            return new Text(json.textValue());
        }
        if (json.isIntegralNumber()) {
            return new Whole(json.bigIntegerValue());
        }
        if (json.isNumber() && Double.isFinite(json.doubleValue())) {
            return new Fraction(json.decimalValue());
        }
        if (json.isBoolean()) {
            return new Bool(json.booleanValue());
        }
        if (json.isNull()) {
            return new Null();
        }
        throw new IllegalArgumentException(
                json.isNumber() ? "is out of range" : "must be a text, a number, true, false or null");
    }

    /**
     * Reads a value from its JSON form.
     *
     * @param json text, number, boolean or null
     * @return the value
     * @throws IllegalArgumentException for anything else
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static AttributeValue fromJson(@Nullable Object json) {
        if (json == null) {
            return new Null();
        }
        if (json instanceof String text) {
            return new Text(text);
        }
        if (json instanceof Boolean bool) {
            return new Bool(bool);
        }
        if (json instanceof Integer || json instanceof Long) {
            return new Whole(BigInteger.valueOf(((Number) json).longValue()));
        }
        if (json instanceof BigInteger whole) {
            return new Whole(whole);
        }
        if (json instanceof BigDecimal fraction) {
            return new Fraction(fraction);
        }
        if (json instanceof Number number) {
            return new Fraction(number.doubleValue());
        }
        throw new IllegalArgumentException("an attribute is a text, a number, a boolean or null");
    }
}
