package io.replicante.core.gate;

import io.replicante.core.state.Intent;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.Evidence;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * {@code removable}: a machine is given back only when the datastore's own configuration does not list its node, no action could
 * still add it once the machine is gone, and other members work without it.
 *
 * <p>Evidence: the datastore's own configuration, read in this cycle; the voters' health; actions in flight. The node itself may be
 * dead.
 */
final class Removable implements SafetyRule {
    @Override
    public String id() {
        return "removable";
    }

    @Override
    public String unblockedBy() {
        return "a configuration in which the member may be missed";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.VOLUNTARY, WorkClass.REDUNDANCY);
    }

    @Override
    public Reason judge(GateCase judged) {
        Optional<String> lost = judged.effect().lost();
        if (lost.isEmpty()) {
            return holds("no machine is given back");
        }
        if (judged.view().ensemble() instanceof Evidence.Unknown<Ensemble> unknown) {
            return unknown("the datastore's own configuration is not known: " + unknown.reason());
        }
        if (judged.view().ensemble().toOptional().filter(Ensemble::observed).isPresent()) {
            return unknown("nobody reports the datastore's own configuration, so that nobody knows who is not in it");
        }
        if (judged.view()
                .ensemble()
                .toOptional()
                .orElseThrow()
                .ofNode(lost.get())
                .isPresent()) {
            return violated("node " + lost.get() + " is still configured as a member");
        }
        boolean comes = judged.others().stream()
                .filter(other -> !endsWithMachine(judged, other, lost.get()))
                .map(other -> other.candidate().effect())
                .anyMatch(effect ->
                        effect.voter().equals(lost) || effect.learner().equals(lost));
        if (comes) {
            return violated("an action in flight may still add node " + lost.get());
        }
        if (judged.view().node(lost.get()).filter(NodeView::isUp).isPresent()) {
            return violated("node " + lost.get() + " is up and says that it is a working member");
        }
        boolean served = judged.voters().toOptional().filter(Voters::available).isPresent();
        return served
                ? holds("node " + lost.get() + " is not configured, and a quorum works without it")
                : violated("no quorum is up: the copy of " + lost.get() + " may still be needed");
    }

    /** What a node was to learn, late, on its own machine, can never happen once that machine is given back; a vote still could. */
    private static boolean endsWithMachine(GateCase judged, Intent other, String lost) {
        return other.isOverdue(judged.view().now())
                && other.candidate().executor().equals(Optional.of(lost))
                && other.candidate().effect().voter().isEmpty();
    }
}
