package io.replicante.spec.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A fact that is either known, with when and from where, or not known, with the reason. There is no default in between.
 *
 * <p>Immutable and thread-safe if the value is.
 *
 * @param <T> the type of the fact
 */
public sealed interface Evidence<T> {
    /**
     * A fact that was read.
     *
     * @param value the fact
     * @param observedAt when its reading began
     * @param source where it was read, for example {@code agent node-1}
     * @param <T> the type of the fact
     */
    record Known<T>(T value, Instant observedAt, String source) implements Evidence<T> {
        /** Refuses nulls. */
        public Known {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(observedAt, "observedAt");
            Objects.requireNonNull(source, "source");
        }
    }

    /**
     * A fact that could not be read.
     *
     * @param reason why it is not known
     * @param <T> the type of the fact
     */
    record Unknown<T>(String reason) implements Evidence<T> {
        /** Refuses nulls. */
        public Unknown {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A known fact.
     *
     * @param value the fact
     * @param observedAt when its reading began
     * @param source where it was read
     * @param <T> the type of the fact
     * @return the evidence
     */
    static <T> Evidence<T> known(T value, Instant observedAt, String source) {
        return new Known<>(value, observedAt, source);
    }

    /**
     * A fact that is not known.
     *
     * @param reason why
     * @param <T> the type of the fact
     * @return the evidence
     */
    static <T> Evidence<T> unknown(String reason) {
        return new Unknown<>(reason);
    }

    /**
     * The value, if known.
     *
     * @return the value or empty
     */
    default Optional<T> toOptional() {
        return this instanceof Known<T> known ? Optional.of(known.value()) : Optional.empty();
    }

    /**
     * Whether the fact is known.
     *
     * @return true when known
     */
    default boolean isKnown() {
        return this instanceof Known<T>;
    }

    /**
     * Applies a function to a known value; an unknown stays unknown for the same reason.
     *
     * @param function what to apply
     * @param <R> the new type
     * @return the evidence of the result
     */
    default <R> Evidence<R> map(Function<? super T, ? extends R> function) {
        if (this instanceof Known<T> known) {
            return new Known<>(function.apply(known.value()), known.observedAt(), known.source());
        }
        return new Unknown<>(((Unknown<T>) this).reason());
    }
}
