package io.replicante.spec.datastore;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds which attributes an expression asks agents for. Confined to one expression. */
final class FactNames {
    private static final Set<String> NODES = Set.of("subject", "node", "primary");

    private final Set<Asked> found = new LinkedHashSet<>();

    /**
     * One attribute.
     *
     * @param ofStore whether it is asked of the datastore process; otherwise of the node
     * @param name its name
     */
    record Asked(boolean ofStore, String name) {}

    static Set<Asked> of(CelExpr expression) {
        FactNames names = new FactNames();
        names.walk(expression);
        return names.found;
    }

    private void walk(CelExpr expression) {
        switch (expression.exprKind().getKind()) {
            case SELECT -> {
                walk(expression.select().operand());
                asked(expression.select().operand(), expression.select().field());
            }
            case CALL -> {
                expression.call().target().ifPresent(this::walk);
                expression.call().args().forEach(this::walk);
                if (expression.call().function().equals(PlaceCheck.INDEX)
                        && PlaceCheck.isText(expression.call().args().get(1))) {
                    asked(
                            expression.call().args().get(0),
                            expression.call().args().get(1).constant().stringValue());
                }
            }
            case LIST -> expression.list().elements().forEach(this::walk);
            case COMPREHENSION -> {
                walk(expression.comprehension().iterRange());
                walk(expression.comprehension().loopStep());
                walk(expression.comprehension().result());
            }
            default -> {}
        }
    }

    private void asked(CelExpr of, String name) {
        if (of.exprKind().getKind() != Kind.SELECT || !isNode(of.select().operand())) {
            return;
        }
        String map = of.select().field();
        if (map.equals("extras") || map.equals("attributes")) {
            found.add(new Asked(map.equals("extras"), name));
        }
    }

    private static boolean isNode(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case IDENT -> NODES.contains(expression.ident().name());
            case SELECT -> expression.select().field().equals("primary");
            default -> false;
        };
    }
}
