package io.replicante.spec.json;

import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Takes elements for single values, strictly: nothing is converted. Each refuses with an {@link IllegalArgumentException}. */
final class Values {
    private static final int MAX_NAME = 256;
    private static final Duration MAX_DURATION = Duration.ofDays(3650);

    private Values() {}

    /** The value of a scalar; null for anything else. */
    static @Nullable Object of(Element element) {
        return element instanceof Element.Scalar scalar ? scalar.value() : null;
    }

    static String text(Element element) {
        String text = blankableText(element);
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be blank");
        }
        return text;
    }

    static String blankableText(Element element) {
        if (of(element) instanceof String text) {
            return text;
        }
        boolean quotes = element instanceof Element.Scalar scalar && !(scalar.value() instanceof Element.Empty);
        throw new IllegalArgumentException(
                "must be a text, not " + element.kind() + (quotes ? "; write it in quotes" : ""));
    }

    static String name(String text) {
        if (text.isBlank() || text.length() > MAX_NAME) {
            throw new IllegalArgumentException("must have 1 to " + MAX_NAME + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must not contain control characters");
        }
        return text;
    }

    static boolean flag(Element element) {
        if (of(element) instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("must be true or false, not " + element.kind());
    }

    static int integer(Element element, int min, int max) {
        if (!(of(element) instanceof BigInteger number)) {
            throw new IllegalArgumentException("must be a whole number, not " + element.kind());
        }
        if (number.compareTo(BigInteger.valueOf(min)) < 0 || number.compareTo(BigInteger.valueOf(max)) > 0) {
            throw new IllegalArgumentException("must be between " + min + " and " + max + ", not " + number);
        }
        return number.intValue();
    }

    static Duration duration(Element element, Duration min) {
        String form = "must be a duration such as PT30S, not " + element.kind();
        if (!(of(element) instanceof String text)) {
            throw new IllegalArgumentException(form);
        }
        Duration duration;
        try {
            duration = Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(form, malformed);
        }
        if (duration.compareTo(min) < 0 || duration.compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException("must be between " + min + " and " + MAX_DURATION + ", not " + duration);
        }
        return duration;
    }
}
