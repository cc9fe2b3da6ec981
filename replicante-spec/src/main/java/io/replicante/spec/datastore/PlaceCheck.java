package io.replicante.spec.datastore;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.replicante.spec.json.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds in an expression what can never have a meaning where it stands: variables that are not there, fields that nothing has, and
 * comparisons that can never be true. Confined to one expression.
 */
final class PlaceCheck {
    private static final Map<String, Shape> VARIABLES = Shapes.variables();
    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_");
    static final String INDEX = "_[_]";

    private final Place place;
    private final List<Mistake> mistakes = new ArrayList<>();

    private PlaceCheck(Place place) {
        this.place = place;
    }

    /**
     * One thing that is wrong.
     *
     * @param id the part of the expression
     * @param field whether it is a name behind a dot
     * @param message what is wrong
     */
    record Mistake(long id, boolean field, String message) {}

    static List<Mistake> of(CelExpr expression, Place place) {
        PlaceCheck check = new PlaceCheck(place);
        check.walk(expression, Set.of());
        return check.mistakes;
    }

    /** What the expression comes to; where it has several ways, the first one that can be told apart from {@code wanted}. */
    static Shape result(CelExpr expression, Shape wanted) {
        if (expression.exprKind().getKind() == Kind.CALL
                && expression.call().function().equals("_?_:_")) {
            Shape yes = result(expression.call().args().get(1), wanted);
            return differs(yes, wanted) ? yes : result(expression.call().args().get(2), wanted);
        }
        return shape(expression, Set.of());
    }

    /** Whether two are certainly of different kinds. */
    static boolean differs(Shape some, Shape other) {
        return some instanceof Shape.Scalar left
                && other instanceof Shape.Scalar right
                && !left.what().equals(right.what());
    }

    private void walk(CelExpr expression, Set<String> bound) {
        switch (expression.exprKind().getKind()) {
            case IDENT -> variable(expression, bound);
            case SELECT -> {
                walk(expression.select().operand(), bound);
                field(expression.select().operand(), expression.select().field(), expression.id(), true, bound);
            }
            case CALL -> call(expression, bound);
            case LIST -> expression.list().elements().forEach(each -> walk(each, bound));
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    walk(entry.key(), bound);
                    walk(entry.value(), bound);
                });
            case COMPREHENSION -> loop(expression.comprehension(), bound);
            default -> {}
        }
    }

    private void variable(CelExpr expression, Set<String> bound) {
        String name = expression.ident().name();
        if (VARIABLES.containsKey(name)
                && !bound.contains(name)
                && !place.variables().contains(name)) {
            mistakes.add(new Mistake(
                    expression.id(),
                    false,
                    "\"" + name + "\" has no meaning here; known here are " + String.join(", ", place.variables())));
        }
    }

    private void loop(CelExpr.CelComprehension loop, Set<String> bound) {
        walk(loop.iterRange(), bound);
        walk(loop.accuInit(), bound);
        Set<String> inside = new HashSet<>(bound);
        inside.add(loop.iterVar());
        inside.add(loop.accuVar());
        walk(loop.loopCondition(), inside);
        walk(loop.loopStep(), inside);
        walk(loop.result(), inside);
    }

    private void call(CelExpr expression, Set<String> bound) {
        CelExpr.CelCall call = expression.call();
        call.target().ifPresent(target -> walk(target, bound));
        call.args().forEach(each -> walk(each, bound));
        if (call.function().equals(INDEX) && isText(call.args().get(1))) {
            CelExpr key = call.args().get(1);
            field(call.args().get(0), key.constant().stringValue(), key.id(), false, bound);
        } else if (COMPARISONS.contains(call.function())) {
            compare(call.args().get(0), call.args().get(1), bound);
        } else if (call.function().equals("@in")
                && call.args().get(1).exprKind().getKind() == Kind.LIST) {
            call.args()
                    .get(1)
                    .list()
                    .elements()
                    .forEach(each -> compare(call.args().get(0), each, bound));
        }
    }

    private void field(CelExpr operand, String name, long id, boolean behindDot, Set<String> bound) {
        Shape shape = shape(operand, bound);
        if (shape instanceof Shape.Named named && !named.fields().containsKey(name)) {
            mistakes.add(new Mistake(
                    id,
                    behindDot,
                    named.what() + " has no \"" + name + "\""
                            + Nearest.to(name, named.fields().keySet())));
        } else if (shape instanceof Shape.Scalar scalar) {
            mistakes.add(new Mistake(id, behindDot, scalar.what() + " has no \"" + name + "\""));
        }
    }

    private void compare(CelExpr some, CelExpr other, Set<String> bound) {
        Shape left = shape(some, bound);
        Shape right = shape(other, bound);
        if (differs(left, right)) {
            mistakes.add(new Mistake(
                    other.id(),
                    false,
                    ((Shape.Scalar) left).what() + " and " + ((Shape.Scalar) right).what()
                            + " cannot be compared: the answer is always Unknown"));
        }
        word(left, other);
        word(right, some);
    }

    private void word(Shape shape, CelExpr other) {
        if (shape instanceof Shape.Scalar scalar
                && !scalar.words().isEmpty()
                && isText(other)
                && !scalar.words().contains(other.constant().stringValue())) {
            String written = other.constant().stringValue();
            mistakes.add(new Mistake(
                    other.id(), false, "no status is \"" + written + "\"" + Nearest.to(written, scalar.words())));
        }
    }

    static boolean isText(CelExpr expression) {
        return expression.exprKind().getKind() == Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static Shape shape(CelExpr expression, Set<String> bound) {
        return switch (expression.exprKind().getKind()) {
            case IDENT ->
                bound.contains(expression.ident().name())
                        ? Shapes.ANY
                        : VARIABLES.getOrDefault(expression.ident().name(), Shapes.ANY);
            case SELECT ->
                shape(expression.select().operand(), bound)
                        .field(expression.select().field());
            case CALL -> shape(expression.call(), bound);
            case CONSTANT -> shape(expression.constant());
            default -> Shapes.ANY;
        };
    }

    private static Shape shape(CelExpr.CelCall call, Set<String> bound) {
        if (!call.function().equals(INDEX)) {
            return Shapes.ANY;
        }
        Shape whole = shape(call.args().get(0), bound);
        CelExpr key = call.args().get(1);
        if (isText(key)) {
            return whole.field(key.constant().stringValue());
        }
        return whole instanceof Shape.Keyed keyed ? keyed.each() : Shapes.ANY;
    }

    private static Shape shape(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> Shapes.TEXT;
            case INT64_VALUE, DOUBLE_VALUE -> Shapes.NUMBER;
            case BOOLEAN_VALUE -> Shapes.TRUTH;
            default -> Shapes.ANY;
        };
    }
}
