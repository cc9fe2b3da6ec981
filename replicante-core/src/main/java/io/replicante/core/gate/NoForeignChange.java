package io.replicante.core.gate;

import io.replicante.core.check.Foreign;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code no-foreign-change}: nobody else is changing the cluster.
 *
 * <p>Evidence: the unfinished actions of every agent that could be read; what the definition says to look for, of every node that is up,
 * or of one of them where the definition says that any can tell. What is not told is not known.
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
        boolean more = !Foreign.sources(judged.view()).isEmpty();
        Foreign.Seen seen = Foreign.look(judged.view());
        return seen.changes().stream()
                .findFirst()
                .map(change -> violated(change.what()))
                .or(() -> seen.untold().map(untold -> unknown(untold, "reports of it by the nodes that work")))
                .orElseGet(() -> holds("no agent runs an action that is not ours; "
                        + (more
                                ? "nothing that the definition says to look for is seen"
                                : "no other source is defined")));
    }
}
