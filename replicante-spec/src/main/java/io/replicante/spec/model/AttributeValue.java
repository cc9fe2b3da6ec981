package io.replicante.spec.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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
     * A number with a fraction.
     *
     * @param value the number
     */
    record Fraction(@JsonValue double value) implements AttributeValue {}

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
            return Double.toString(fraction.value());
        }
        return this instanceof Bool bool ? Boolean.toString(bool.value()) : "null";
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
        if (json instanceof Number number) {
            return new Fraction(number.doubleValue());
        }
        throw new IllegalArgumentException("an attribute is a text, a number, a boolean or null");
    }
}
