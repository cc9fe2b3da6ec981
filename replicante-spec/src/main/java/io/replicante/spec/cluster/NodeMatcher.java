package io.replicante.spec.cluster;

import io.replicante.spec.model.AttributeValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the value of a node's attribute must be. Types are strict: the number 1, the number 1.0 and the text "1" differ.
 * Immutable.
 */
public sealed interface NodeMatcher {
    /**
     * The attribute is equal to a value.
     *
     * @param value the value
     */
    record Equal(AttributeValue value) implements NodeMatcher {
        /** Refuses nulls. */
        public Equal {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * The attribute is equal to one of some values.
     *
     * @param values the values
     */
    record OneOf(List<AttributeValue> values) implements NodeMatcher {
        /** Copies the list. */
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /**
     * An operator with its operand. Without the operand that the operator needs, nothing matches.
     *
     * @param op the operator
     * @param value the operand of EQ and NE
     * @param values the operand of IN and NOT_IN
     */
    record Operation(Op op, Optional<AttributeValue> value, Optional<List<AttributeValue>> values)
            implements NodeMatcher {
        /** Refuses nulls, copies the list. */
        public Operation {
            Objects.requireNonNull(op, "op");
            Objects.requireNonNull(value, "value");
            values = values.map(List::copyOf);
        }
    }

    /** The operators. */
    enum Op {
        /** Equal to the value. */
        EQ,
        /** Equal to one of the values. */
        IN,
        /** There, and not equal to the value. */
        NE,
        /** There, and not equal to any of the values. */
        NOT_IN,
        /** There, be it as null. */
        SET,
        /** Not there. */
        UNSET
    }

    /**
     * Whether an attribute is as this says.
     *
     * @param attribute the attribute's value; empty when the node has no such attribute
     * @return true when it matches; what is missing matches {@link Op#UNSET} only
     */
    default boolean matches(Optional<AttributeValue> attribute) {
        if (attribute.isEmpty()) {
            return this instanceof Operation operation && operation.op() == Op.UNSET;
        }
        AttributeValue actual = attribute.get();
        if (this instanceof Equal equal) {
            return NodeOrder.same(actual, equal.value());
        }
        if (this instanceof OneOf oneOf) {
            return contains(oneOf.values(), actual);
        }
        Operation operation = (Operation) this;
        return switch (operation.op()) {
            case EQ ->
                operation.value().filter(value -> NodeOrder.same(actual, value)).isPresent();
            case NE ->
                operation
                        .value()
                        .filter(value -> !NodeOrder.same(actual, value))
                        .isPresent();
            case IN ->
                operation.values().filter(values -> contains(values, actual)).isPresent();
            case NOT_IN ->
                operation.values().filter(values -> !contains(values, actual)).isPresent();
            case SET -> true;
            case UNSET -> false;
        };
    }

    private static boolean contains(List<AttributeValue> values, AttributeValue actual) {
        return values.stream().anyMatch(value -> NodeOrder.same(actual, value));
    }
}
