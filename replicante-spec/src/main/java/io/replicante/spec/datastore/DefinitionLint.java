package io.replicante.spec.datastore;

import io.replicante.spec.Problem;
import io.replicante.spec.agent.ActionKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds in a definition that can be read what its author can hardly have meant. Confined to one definition. */
final class DefinitionLint {
    private final DatastoreDefinition definition;
    private final List<Problem> problems = new ArrayList<>();

    private DefinitionLint(DatastoreDefinition definition) {
        this.definition = definition;
    }

    static List<Problem> of(DatastoreDefinition definition) {
        DefinitionLint lint = new DefinitionLint(definition);
        lint.shardClasses();
        lint.actions();
        lint.failover();
        lint.membership();
        lint.conditions();
        return lint.problems;
    }

    private void add(String path, String reason) {
        problems.add(new Problem("spec." + path, 0, reason));
    }

    private void shardClasses() {
        List<ShardClass> classes = definition.shardClasses();
        for (int i = 0; i < classes.size(); i++) {
            ShardClass each = classes.get(i);
            String path = "shardClasses[" + i + "]";
            classes.subList(0, i).stream()
                    .filter(earlier -> earlier.matches(each.match()))
                    .findFirst()
                    .ifPresent(earlier -> add(
                            path + ".match",
                            "is never reached: \"" + earlier.match() + "\" stands before it and matches the same"));
            if (each.durability() instanceof Durability.Replicated replicated) {
                replicated(path + ".durability", replicated);
            }
        }
    }

    private void replicated(String path, Durability.Replicated model) {
        if (definition.upkeep().repair().isEmpty()) {
            add(path, "without a repair, a copy that was rebuilt counts as holding nothing for ever");
        }
        if (constant(model.n()) instanceof Long n
                && constant(model.w()) instanceof Long w
                && constant(model.r()) instanceof Long r
                && r + w <= n) {
            add(path, "reads of " + r + " of " + n + " copies may miss writes that " + w + " acknowledged");
        }
    }

    private void actions() {
        definition.actions().forEach((kind, action) -> {
            String path = "actions." + kind;
            boolean revokes = definition
                    .failover()
                    .commands()
                    .revoke()
                    .filter(revoke -> revoke.action().equals(kind))
                    .isPresent();
            if (action.footprint().worst() && !revokes) {
                add(path + ".footprint", "is missing or the worst: the action is taken to lose its subject for ever");
            }
            if (action.completeWhen().isEmpty()) {
                add(path + ".completeWhen", "is missing: the action is never complete");
            }
            boolean away = action.footprint().awayAtMost().isPresent()
                    || action.variants().stream()
                            .flatMap(variant -> variant.footprint().stream())
                            .anyMatch(footprint -> footprint.awayAtMost().isPresent());
            if (away && definition.members().incarnation().isEmpty()) {
                add(path + ".footprint.away", "needs members.incarnation: nobody could tell whether the node is back");
            }
            variants(path, action.variants());
        });
    }

    private void variants(String path, List<ActionVariant> variants) {
        for (int i = 0; i < variants.size(); i++) {
            ActionVariant each = variants.get(i);
            boolean covered = variants.subList(0, i).stream()
                    .anyMatch(earlier -> (earlier.versions().isEmpty()
                                    || earlier.versions().equals(each.versions()))
                            && (earlier.when().isEmpty() || earlier.when().equals(each.when())));
            if (covered) {
                add(path + ".variants[" + i + "]", "is never reached: one before it applies wherever it does");
            }
        }
    }

    private void failover() {
        Failover failover = definition.failover();
        Failover.Commands commands = failover.commands();
        if (failover.mode() == Failover.Mode.COMMANDED && commands.promote().isEmpty()) {
            add("failover.promote", "is missing: nothing could ever give the cluster another primary");
        }
        if (commands.promote().isPresent()
                && commands.revoke().isEmpty()
                && commands.selfFence().isEmpty()) {
            add("failover.revoke", "is missing, and so is selfFence: each promotion needs a person's word");
        }
    }

    private void membership() {
        Membership membership = definition.membership();
        membership
                .initialise()
                .action()
                .filter(kind -> !definition.footprint(kind).forms())
                .ifPresent(kind -> add("membership.initialise.action", kind + " forms no cluster by its footprint"));
        if (definition.action(ActionKinds.CLUSTER_ADD).isEmpty()) {
            add("actions", "without " + ActionKinds.CLUSTER_ADD + " no cluster grows");
        }
    }

    private void conditions() {
        definition.checks().forEach(check -> neverOrAlways("checks." + check.code() + ".when", check.when()));
        definition.witnesses().forEach(witness -> neverOrAlways("witnesses", witness.confirms()));
        definition.upkeep().foreignChanges().forEach(change -> neverOrAlways("foreignChanges", change.when()));
        definition
                .actions()
                .forEach((kind, action) -> action.requires().stream()
                        .filter(required -> Boolean.FALSE.equals(constant(required)))
                        .forEach(required -> add("actions." + kind + ".requires", "can never be met: " + required)));
    }

    private void neverOrAlways(String path, Expression condition) {
        if (constant(condition) instanceof Boolean answer) {
            add(path, "is always " + answer + ", whatever is observed");
        }
    }

    private static Object constant(Expression expression) {
        return expression.evaluate(Map.of()) instanceof Outcome.Value value ? value.value() : Map.of();
    }
}
