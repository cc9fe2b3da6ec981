package io.replicante.spec.datastore;

import io.replicante.spec.Problem;
import io.replicante.spec.agent.ActionKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds in a definition that can be read what its author can hardly have meant. Confined to one definition. */
final class DefinitionLint {
    private final DatastoreDefinition definition;
    private final List<Problem> problems = new ArrayList<>();

    private DefinitionLint(DatastoreDefinition definition) {
        this.definition = definition;
    }

    static List<Problem> of(DatastoreDefinition definition) {
        DefinitionLint lint = new DefinitionLint(definition);
        if (!definition.versions().meets(definition.versions())) {
            lint.add("versions", "holds no version: the definition covers nothing");
        }
        new ShardClassLint(definition, lint::add).run();
        definition.actions().values().forEach(action -> new ActionLint(definition, action, lint::add).run());
        lint.failover();
        lint.membership();
        lint.members();
        lint.conditions();
        FactLint.of(definition, lint::add);
        return lint.problems;
    }

    private void add(String path, String reason) {
        problems.add(new Problem("spec." + path, 0, reason));
    }

    private void failover() {
        Failover failover = definition.failover();
        Failover.Commands commands = failover.commands();
        if (failover.mode() == Failover.Mode.COMMANDED && commands.promote().isEmpty()) {
            add("failover.promote", "is missing: nothing could ever give the cluster another primary");
        }
        if (commands.promote().isPresent()
                && commands.revoke().isEmpty()
                && commands.detached().isEmpty()
                && commands.selfFence().isEmpty()) {
            add(
                    "failover.revoke",
                    "is missing, and so are detached and selfFence: each promotion needs a person's word");
        }
        commands.stepDown()
                .filter(kind -> failover.mode() == Failover.Mode.COMMANDED)
                .ifPresent(kind ->
                        add("failover.stepDown", "leaves nobody in the primary's place: the mode is commanded"));
        commands.stepDown()
                .filter(kind -> !definition.footprint(kind).movesPrimary())
                .ifPresent(kind -> add("failover.stepDown", kind + " moves no primary by its footprint"));
        commands.detached().ifPresent(detached -> neverOrAlways("failover.detached", detached));
    }

    private void membership() {
        Membership membership = definition.membership();
        membership
                .initialise()
                .action()
                .filter(kind -> !definition.footprint(kind).forms())
                .ifPresent(kind -> add("membership.initialise.action", kind + " forms no cluster by its footprint"));
        if (definition.action(ActionKinds.CLUSTER_ADD).isEmpty()
                && definition.action(ActionKinds.CLUSTER_JOIN).isEmpty()) {
            add("actions", "without " + ActionKinds.CLUSTER_ADD + " no cluster grows");
        }
    }

    private void members() {
        Members members = definition.members();
        if (members.votes().constant().equals(Optional.of(0L))) {
            add("members.votes", "is always 0: nobody votes, and no quorum is ever up");
        }
        if (members.holdsData().constant().equals(Optional.of(false))) {
            add("members.holdsData", "is always false: nobody holds data, and no write is anywhere");
        }
        boolean led = definition.shardClasses().stream()
                .anyMatch(each -> each.primaries().min() > 0);
        if (led && members.electable().constant().equals(Optional.of(false))) {
            add("members.electable", "is always false: nobody may become the primary that every shard needs");
        }
        if (members.storage() == Members.Storage.VOLATILE) {
            definition.actions().values().stream()
                    .filter(DefinitionLint::needsStorageThatLasts)
                    .findFirst()
                    .ifPresent(
                            action -> add(
                                    "members.storage",
                                    "is volatile, as it is where it is left out: " + action.kind()
                                            + " is refused for ever, because the node could come back empty; say durable, or durableWhen"));
        }
    }

    /** What goes away may come back empty, unless it is emptied anyway. */
    private static boolean needsStorageThatLasts(ActionDefinition action) {
        Footprint footprint = action.footprint();
        return footprint.awayAtMost().isPresent() && !footprint.rebuilds();
    }

    private void conditions() {
        for (int i = 0; i < definition.checks().size(); i++) {
            neverOrAlways("checks[" + i + "].when", definition.checks().get(i).when());
        }
        for (int i = 0; i < definition.witnesses().size(); i++) {
            neverOrAlways(
                    "witnesses[" + i + "].confirms",
                    definition.witnesses().get(i).confirms());
        }
        List<Upkeep.ForeignChange> changes = definition.upkeep().foreignChanges();
        for (int i = 0; i < changes.size(); i++) {
            neverOrAlways("foreignChanges[" + i + "].when", changes.get(i).when());
        }
    }

    private void neverOrAlways(String path, Expression condition) {
        condition
                .constant()
                .filter(Boolean.class::isInstance)
                .ifPresent(answer -> add(path, "is always " + answer + ", whatever is observed"));
    }
}
