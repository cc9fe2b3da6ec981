package io.replicante.core.gate;

import io.replicante.core.state.Fence;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Shift;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Facts;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.ActionDefinition;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * {@code target-caught-up}: when a primary is moved that need not be, its successor lacks nothing. Either the datastore's own
 * switch-over stops writes and waits; or the primary was first observed to refuse writes, and its successor has reached what was
 * read of it after that. No lag, however small, does for acknowledged data.
 *
 * <p>Evidence: offsets of this cycle against those of the primary; the action in flight that stops writes and what the primary says
 * of it; the end of a fenced primary. A dead primary without a fence is none of this rule's: that is a failover.
 */
final class TargetCaughtUp implements SafetyRule {
    @Override
    public String id() {
        return "target-caught-up";
    }

    @Override
    public String unblockedBy() {
        return "writes stopped on the primary, and a successor that has reached all of them";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.VOLUNTARY);
    }

    @Override
    public Reason judge(GateCase judged) {
        Shift shift = judged.effect().shift();
        if (shift.promoted().isPresent()) {
            String next = shift.promoted().get();
            return OldPrimaryRevoked.handsOver(judged) ? follows(judged, next) : promotes(judged, next);
        }
        if (shift.yields().isPresent()) {
            return yields(judged, shift.yields().get());
        }
        return shift.demoted().map(node -> demotes(judged, node)).orElseGet(() -> holds("no primary is moved"));
    }

    /** It keeps its place where nobody can take it; but nobody is to wait for that. */
    private Reason yields(GateCase judged, String node) {
        if (!judged.view().leadership().primary().isKnown()) {
            return unknown("it is not known who the primary is");
        }
        if (!judged.view().leadership().isPrimary(node)) {
            return violated(node + " is not the primary: it has no place to hand over");
        }
        Instant since = judged.view().now().minus(judged.settings().caughtUpMax());
        return judged.view().nodes().values().stream()
                .filter(other -> !other.nodeId().equals(node) && other.isUp())
                .filter(other -> new Fences(judged.view()).isElectable(other).orElse(false))
                .filter(other -> Facts.caughtUp(other, since).orElse(false))
                .findFirst()
                .map(other ->
                        holds("the datastore stops writes and waits by itself, and " + other.nodeId() + " keeps up"))
                .orElseGet(() -> violated("nobody that may become the primary keeps up with " + node));
    }

    private Reason follows(GateCase judged, String next) {
        Instant since = judged.view().now().minus(judged.settings().caughtUpMax());
        Optional<Boolean> caughtUp = judged.view().node(next).flatMap(node -> Facts.caughtUp(node, since));
        if (caughtUp.isEmpty()) {
            return unknown("it cannot be told whether " + next + " keeps up");
        }
        return caughtUp.get()
                ? holds("the datastore stops writes and waits by itself, and " + next + " keeps up")
                : violated(next + " does not keep up");
    }

    private Reason promotes(GateCase judged, String next) {
        if (judged.view().leadership().isPrimary(next)) {
            return holds(next + " is the primary already");
        }
        Fences fences = new Fences(judged.view());
        Optional<NodeView> last = fences.oldPrimaries(next).stream()
                .filter(node -> fences.of(node).isPresent())
                .max(Comparator.comparing(
                        node -> fences.of(node).orElseThrow(),
                        Comparator.comparing(Fence::term).thenComparing(Fence::since)));
        if (last.isEmpty()) {
            return violated("the primary was not observed to refuse writes");
        }
        Optional<Boolean> reached = judged.view()
                .node(next)
                .flatMap(node -> fences.hasReached(
                        node, last.get(), fences.of(last.get()).orElseThrow()));
        if (reached.isEmpty()) {
            return unknown("how far the old primary came is not known, or " + next + " does not say how far it is");
        }
        return reached.get()
                ? holds(next + " has reached all that the old primary ever acknowledged")
                : violated(next + " has not reached the end of the old primary");
    }

    private Reason demotes(GateCase judged, String node) {
        if (!judged.view().leadership().primary().isKnown()) {
            return unknown("it is not known who the primary is");
        }
        if (!judged.view().leadership().isPrimary(node)) {
            return holds(node + " is not the primary");
        }
        Optional<Intent> pause = pause(judged, node);
        if (pause.isEmpty()) {
            return violated("writes on " + node + " were not stopped");
        }
        Optional<NodeView> successor = judged.view().nodes().values().stream()
                .filter(other -> !other.nodeId().equals(node) && other.isUp())
                .filter(other -> new Fences(judged.view()).isElectable(other).orElse(false))
                .filter(other -> other.caughtUpAsOf()
                        .filter(asOf ->
                                pause.get().finalAt().filter(asOf::isAfter).isPresent())
                        .isPresent())
                .findFirst();
        return successor
                .map(other ->
                        holds(other.nodeId() + " has reached what was read of " + node + " after it refused writes"))
                .orElseGet(() -> violated("nobody has reached what was read of " + node + " after it refused writes"));
    }

    /** Our own action, done, certainly not over yet, and the primary says so itself. */
    private static Optional<Intent> pause(GateCase judged, String node) {
        return judged.others().stream()
                .filter(other -> other.phase() == Intent.Phase.FINAL)
                .filter(other -> other.candidate().effect().shift().pauses().equals(Optional.of(node)))
                .filter(other -> other.pauseCertainUntil()
                        .filter(judged.view().now()::isBefore)
                        .isPresent())
                .filter(other -> judged.view()
                        .node(node)
                        .filter(primary -> refuses(judged, other, primary))
                        .isPresent())
                .findFirst();
    }

    private static boolean refuses(GateCase judged, Intent pause, NodeView primary) {
        Facts facts = Facts.of(judged.view()).subject(primary, Optional.empty());
        return judged.definition()
                .flatMap(definition -> definition.action(pause.candidate().kind()))
                .flatMap(ActionDefinition::completeWhen)
                .filter(condition -> condition.test(facts.variables()).isTrue())
                .isPresent();
    }
}
