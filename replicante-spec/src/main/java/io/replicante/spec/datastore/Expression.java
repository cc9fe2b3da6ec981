package io.replicante.spec.datastore;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition or a value in the Common Expression Language, compiled once. Immutable and thread-safe; equal to every
 * expression with the same text.
 *
 * <p>Answers are three-valued: a fact that is missing, and anything that goes wrong, makes the answer Unknown and never false.
 * {@code false && unknown} is false, {@code true || unknown} is true, every other use of an unknown is unknown. Texts, numbers
 * and truth values do not compare with each other: trying it is Unknown, too.
 *
 * <p>Facts are maps with texts as keys. Their values may be texts, whole and floating numbers, truth values, enum constants
 * (their names), lists, maps, {@link io.replicante.spec.model.AttributeValue}, {@link java.util.Optional} and
 * {@link io.replicante.spec.model.Evidence}, whose reason for being unknown becomes the answer's. An expression is bounded in
 * length, depth, and work: what costs too much is Unknown.
 */
public final class Expression {
    private static final int MAX_REASON = 500;
    private static final Pattern EVALUATION =
            Pattern.compile("evaluation error at <input>:(\\d+): (.*)", Pattern.DOTALL);

    private final String text;
    private final CelAbstractSyntaxTree tree;
    private final Program program;

    private Expression(String text, CelAbstractSyntaxTree tree, Program program) {
        this.text = text;
        this.tree = tree;
        this.program = program;
    }

    /**
     * Compiles an expression.
     *
     * @param text the expression
     * @return the compiled expression
     * @throws IllegalArgumentException if it is not one; the message says where and why
     */
    @JsonCreator
    public static Expression compile(String text) {
        return compile(text, Place.ANYWHERE);
    }

    /** Compiles an expression that stands at a place of a definition: there it must also have a meaning. */
    static Expression compile(String text, Place place) {
        Expression expression = compiled(Objects.requireNonNull(text, "text"));
        List<PlaceCheck.Mistake> mistakes =
                place == Place.ANYWHERE ? List.of() : PlaceCheck.of(expression.tree.getExpr(), place);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(CompileMistakes.ofPlace(expression.tree.getSource(), mistakes));
        }
        return expression;
    }

    private static Expression compiled(String text) {
        try {
            CelAbstractSyntaxTree tree = Language.COMPILER.compile(text).getAst();
            return new Expression(text, tree, Language.RUNTIME.createProgram(tree));
        } catch (CelValidationException invalid) {
            throw new IllegalArgumentException(CompileMistakes.ofForm(text, invalid.getErrors()), invalid);
        } catch (CelEvaluationException | RuntimeException refused) {
            throw new IllegalArgumentException("column 1: " + refused.getMessage(), refused);
        }
    }

    /**
     * Evaluates the expression.
     *
     * @param facts the variables by name: subject, lost, node, member, shard, configuration, declaration, primary; each a
     *     map, others are ignored
     * @return its value, or why it has none
     */
    public Outcome evaluate(Map<String, Object> facts) {
        Map<String, Object> variables = new HashMap<>();
        for (String name : Language.VARIABLES) {
            Object value = facts.get(name);
            if (value != null && !(value instanceof Map<?, ?>)) {
                throw new IllegalArgumentException("the facts of " + name + " must be a map");
            }
            variables.put(name, new FactMap(name, (Map<?, ?>) value));
        }
        try {
            return new Outcome.Value(FactValues.export(program.eval(variables)));
        } catch (CelEvaluationException | RuntimeException failure) {
            return new Outcome.Unknown(reason(failure));
        }
    }

    private String reason(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof UnknownFactException unknown) {
                return unknown.reason();
            }
            cause = cause.getCause();
        }
        Matcher evaluation = EVALUATION.matcher(String.valueOf(failure.getMessage()));
        String what = evaluation.matches()
                ? "column " + (Integer.parseInt(evaluation.group(1)) + 1) + ": " + evaluation.group(2)
                : failure.toString();
        return (what.length() > MAX_REASON ? what.substring(0, MAX_REASON) + "..." : what) + " (in " + text + ")";
    }

    /**
     * Asks the expression as a condition.
     *
     * @param facts the variables by name, as for {@link #evaluate}
     * @return true, false, or unknown with the reason; unknown also when the value is no truth value
     */
    public Truth test(Map<String, Object> facts) {
        Outcome outcome = evaluate(facts);
        if (outcome instanceof Outcome.Value value) {
            return value.value() instanceof Boolean answer
                    ? Truth.of(answer)
                    : Truth.unknown("the result is no truth value (in " + text + ")");
        }
        return Truth.unknown(((Outcome.Unknown) outcome).reason());
    }

    /** What it asks agents for. */
    Set<FactNames.Asked> asked() {
        return FactNames.of(tree.getExpr());
    }

    /** What it comes to whatever is observed; empty when that depends on facts. */
    Optional<Object> constant() {
        return evaluate(Map.of()) instanceof Outcome.Value value ? Optional.of(value.value()) : Optional.empty();
    }

    /** Whether it may come to a truth value, as far as can be told without facts. */
    boolean mayBeTruth() {
        return mayBe(SimpleType.BOOL, Shapes.TRUTH);
    }

    /** Whether it may come to a whole number, as far as can be told without facts. */
    boolean mayBeWhole() {
        return mayBe(SimpleType.INT, Shapes.NUMBER);
    }

    private boolean mayBe(CelType wanted, Shape shape) {
        CelType type = tree.getResultType();
        return type.equals(wanted)
                || (type.equals(SimpleType.DYN)
                        && !PlaceCheck.differs(PlaceCheck.result(tree.getExpr(), shape), shape));
    }

    /**
     * The expression as it was written.
     *
     * @return the text
     */
    @JsonValue
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
