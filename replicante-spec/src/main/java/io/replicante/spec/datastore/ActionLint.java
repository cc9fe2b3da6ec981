package io.replicante.spec.datastore;

import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds in one action of a definition what its author can hardly have meant. Confined to one action. */
final class ActionLint {
    private static final Pattern CAUGHT_UP = Pattern.compile("caughtUp|caught_up");

    private final DatastoreDefinition definition;
    private final ActionDefinition action;
    private final String path;
    private final BiConsumer<String, String> found;

    /**
     * Begins.
     *
     * @param definition the definition
     * @param action its action
     * @param found gets a path and a reason for each finding
     */
    ActionLint(DatastoreDefinition definition, ActionDefinition action, BiConsumer<String, String> found) {
        this.definition = definition;
        this.action = action;
        this.path = "actions." + action.kind();
        this.found = found;
    }

    void run() {
        if (action.footprint().worst()) {
            found.accept(
                    path + ".footprint",
                    "is missing or the worst, so that the action is taken to lose its subject for ever; say what it does,"
                            + " or none if it touches nothing");
        }
        if (action.completeWhen().isEmpty() && !variantsComplete()) {
            found.accept(
                    path + ".completeWhen",
                    "is missing, so that the action is never complete; say by what its effect is seen");
        }
        effect(path, action);
        requires(path, action.requires());
        caughtUp();
        variants(action.variants());
        action.undoneBy()
                .filter(action.kind()::equals)
                .ifPresent(self -> found.accept(path + ".undoneBy", "names the action itself"));
    }

    private boolean variantsComplete() {
        return !action.variants().isEmpty()
                && action.variants().stream()
                        .allMatch(each -> each.completeWhen().isPresent());
    }

    /** What is true before proves nothing; what is never true is never over. */
    private void effect(String at, ActionDefinition effective) {
        Footprint footprint = effective.footprint();
        boolean away = footprint.awayAtMost().isPresent();
        boolean seen = definition.members().incarnation().isPresent();
        if (away && !seen) {
            found.accept(
                    at + ".footprint.away",
                    "needs members.incarnation: nobody could tell whether the node is back or has not gone yet");
        }
        Optional<Object> constant = effective.completeWhen().flatMap(Expression::constant);
        if (constant.equals(Optional.of(false))) {
            found.accept(at + ".completeWhen", "can never be true, so that the action is never complete");
        }
        boolean changes = !footprint.joins().isEmpty()
                || !footprint.leaves().isEmpty()
                || footprint.forms()
                || footprint.movesPrimary()
                || (footprint.rebuilds() && !away)
                || (away && !seen);
        boolean before = effective
                .completeWhen()
                .filter(condition ->
                        condition.test(BeforeState.of(footprint, takesPlace())).isTrue())
                .isPresent();
        if (constant.equals(Optional.of(true)) || (changes && before)) {
            found.accept(
                    at + ".completeWhen",
                    "is true before the action begins, so that it proves no effect; ask for what only the effect makes true");
        }
        footprint
                .donors()
                .flatMap(Expression::constant)
                .filter(Boolean.FALSE::equals)
                .ifPresent(
                        never -> found.accept(at + ".footprint.donors", "is never true: there is nobody to copy from"));
    }

    private boolean takesPlace() {
        Failover.Commands commands = definition.failover().commands();
        return commands.revoke().map(Failover.Revoke::action).equals(Optional.of(action.kind()))
                || commands.stepDown().equals(Optional.of(action.kind()));
    }

    private void requires(String at, List<Expression> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            Expression condition = conditions.get(i);
            if (condition.constant().equals(Optional.of(false))) {
                found.accept(at + ".requires[" + i + "]", "can never be met: " + condition);
            }
        }
    }

    /** Who learns first is to have learnt before it votes. */
    private void caughtUp() {
        boolean grows =
                action.kind().equals(ActionKinds.CLUSTER_ADD) || action.kind().equals(ActionKinds.CLUSTER_SWAP);
        boolean votesAtOnce = action.footprint().joins().stream().anyMatch(join -> join.as() == Footprint.As.VOTER);
        boolean learns = definition.action(ActionKinds.CLUSTER_LEARN).isPresent();
        boolean asked = Stream.concat(
                        action.requires().stream(),
                        action.variants().stream().flatMap(variant -> variant.requires().stream()))
                .anyMatch(condition -> CAUGHT_UP.matcher(condition.text()).find());
        if (grows && votesAtOnce && learns && !asked) {
            found.accept(
                    path + ".requires",
                    "does not ask for shard.caughtUp(subject): a newcomer could vote before it has learnt what the others have");
        }
    }

    private void variants(List<ActionVariant> variants) {
        for (int i = 0; i < variants.size(); i++) {
            ActionVariant variant = variants.get(i);
            String at = path + ".variants[" + i + "]";
            reached(at, variant, variants.subList(0, i));
            requires(at, variant.requires());
            if (variant.footprint().isPresent() || variant.completeWhen().isPresent()) {
                effect(at, action.with(variant));
            }
        }
    }

    private void reached(String at, ActionVariant variant, List<ActionVariant> earlier) {
        if (earlier.stream().anyMatch(each -> covers(each, variant))) {
            found.accept(at, "is never reached: one before it applies wherever it does");
        }
        if (variant.versions()
                .filter(range -> !range.meets(definition.versions()))
                .isPresent()) {
            found.accept(
                    at + ".versions",
                    "never applies: the definition is for " + definition.versions() + ", of which none is in "
                            + variant.versions().orElseThrow());
        }
        variant.when()
                .flatMap(Expression::constant)
                .filter(Boolean.FALSE::equals)
                .ifPresent(never -> found.accept(at + ".when", "is never true: the variant never applies"));
    }

    private static boolean covers(ActionVariant earlier, ActionVariant later) {
        boolean versions = earlier.versions().isEmpty()
                || later.versions()
                        .filter(range -> earlier.versions().orElseThrow().includes(range))
                        .isPresent();
        boolean when = earlier.when().isEmpty()
                || earlier.when().flatMap(Expression::constant).equals(Optional.of(true))
                || earlier.when().equals(later.when());
        return versions && when;
    }

    /** Each expression of the action by its place, for those who look at all of them. */
    static void expressions(String at, ActionDefinition action, BiConsumer<String, Expression> each) {
        parts(at, action.args(), action.requires(), action.completeWhen(), Optional.of(action.footprint()), each);
        for (int i = 0; i < action.variants().size(); i++) {
            ActionVariant variant = action.variants().get(i);
            String inside = at + ".variants[" + i + "]";
            variant.when().ifPresent(when -> each.accept(inside + ".when", when));
            parts(
                    inside,
                    variant.args().orElse(Map.of()),
                    variant.requires(),
                    variant.completeWhen(),
                    variant.footprint(),
                    each);
        }
    }

    private static void parts(
            String at,
            Map<String, Expression> args,
            List<Expression> requires,
            Optional<Expression> completeWhen,
            Optional<Footprint> footprint,
            BiConsumer<String, Expression> each) {
        args.forEach((name, value) -> each.accept(at + ".args." + name, value));
        for (int i = 0; i < requires.size(); i++) {
            each.accept(at + ".requires[" + i + "]", requires.get(i));
        }
        completeWhen.ifPresent(condition -> each.accept(at + ".completeWhen", condition));
        footprint.flatMap(Footprint::donors).ifPresent(donors -> each.accept(at + ".footprint.donors", donors));
    }
}
