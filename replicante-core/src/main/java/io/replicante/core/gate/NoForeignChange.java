package io.replicante.core.gate;

import io.replicante.core.check.Foreign;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code no-foreign-change}: nobody else is changing the cluster.
 *
 * <p>Evidence: the unfinished actions of every agent that could be read; the definitions name no further sources.
 */
final class NoForeignChange implements SafetyRule {
    @Override
    public String id() {
        return "no-foreign-change";
    }

    @Override
    public String unblockedBy() {
        return "the end of what another party is changing";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.VOLUNTARY, WorkClass.REDUNDANCY);
    }

    @Override
    public Reason judge(GateCase judged) {
        return Foreign.unfinished(judged.view()).stream()
                .findFirst()
                .map(action -> violated("somebody else runs " + action.kind() + " on node " + action.nodeId()))
                .orElseGet(() -> holds("no agent runs an action that is not ours; no other source is defined"));
    }
}
