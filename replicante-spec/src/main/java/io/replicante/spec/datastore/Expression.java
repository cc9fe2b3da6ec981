package io.replicante.spec.datastore;

import java.util.Map;
import java.util.Objects;

/**
 * A condition or a value in the Common Expression Language, compiled once. Immutable and thread-safe.
 *
 * <p>Answers are three-valued: a fact that is missing, or anything that goes wrong, makes the answer Unknown and never
 * false.
 */
public final class Expression {
    private final String text;

    private Expression(String text) {
        this.text = text;
    }

    /**
     * Compiles an expression.
     *
     * @param text the expression
     * @return the compiled expression
     * @throws IllegalArgumentException if it is not one; the message says where and why
     */
    public static Expression compile(String text) {
        return new Expression(Objects.requireNonNull(text, "text"));
    }

    /**
     * Evaluates the expression.
     *
     * @param facts the variables by name
     * @return its value, or why it has none
     */
    public Outcome evaluate(Map<String, Object> facts) {
        return new Outcome.Unknown("no facts");
    }

    /**
     * Asks the expression as a condition.
     *
     * @param facts the variables by name
     * @return true, false, or unknown with the reason; unknown also when the value is no truth value
     */
    public Truth test(Map<String, Object> facts) {
        if (evaluate(facts) instanceof Outcome.Unknown unknown) {
            return Truth.unknown(unknown.reason());
        }
        return Truth.unknown("not a condition");
    }

    /**
     * The expression as it was written.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
