package io.replicante.spec.cluster;

import io.replicante.spec.model.AttributeValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The order of attribute values: numbers, then texts, then truth values, then null; among numbers those of a signed 64-bit
 * integer, then the greater ones of an unsigned one, then all others. A total order, whatever the types. Stateless.
 */
final class NodeOrder {
    private static final int UNSIGNED_BITS = 64;

    private NodeOrder() {}

    static boolean same(AttributeValue left, AttributeValue right) {
        return left.getClass() == right.getClass() && compare(left, right) == 0;
    }

    static int compare(AttributeValue left, AttributeValue right) {
        int byRank = Integer.compare(rank(left), rank(right));
        if (byRank != 0) {
            return byRank;
        }
        if (left instanceof AttributeValue.Text one && right instanceof AttributeValue.Text other) {
            return Arrays.compareUnsigned(
                    one.value().getBytes(StandardCharsets.UTF_8), other.value().getBytes(StandardCharsets.UTF_8));
        }
        if (left instanceof AttributeValue.Bool one && right instanceof AttributeValue.Bool other) {
            return Boolean.compare(one.value(), other.value());
        }
        return left instanceof AttributeValue.Null ? 0 : number(left).compareTo(number(right));
    }

    private static int rank(AttributeValue value) {
        if (value instanceof AttributeValue.Whole whole) {
            return rank(whole.value());
        }
        if (value instanceof AttributeValue.Fraction) {
            return 2;
        }
        if (value instanceof AttributeValue.Text) {
            return 3;
        }
        return value instanceof AttributeValue.Bool ? 4 : 5;
    }

    private static int rank(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return 0;
        }
        return value.signum() > 0 && value.bitLength() <= UNSIGNED_BITS ? 1 : 2;
    }

    private static BigDecimal number(AttributeValue value) {
        if (value instanceof AttributeValue.Whole whole) {
            return new BigDecimal(whole.value());
        }
        return value instanceof AttributeValue.Fraction fraction ? fraction.value() : BigDecimal.ZERO;
    }
}
