package io.replicante.spec.datastore;

/** Compiles expressions for a purpose: one that can never come to what is needed is refused. Stateless. */
final class Conditions {
    private Conditions() {}

    /** An expression that comes to true or false. */
    static Expression truth(String text, Place place) {
        Expression expression = Expression.compile(text, place);
        if (!expression.mayBeTruth()) {
            throw new IllegalArgumentException("can never be true or false: " + text);
        }
        return expression;
    }

    /** An expression that comes to a whole number. */
    static Expression whole(String text, Place place) {
        Expression expression = Expression.compile(text, place);
        if (!expression.mayBeWhole()) {
            throw new IllegalArgumentException("can never be a whole number: " + text);
        }
        return expression;
    }
}
