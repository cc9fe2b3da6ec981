package io.replicante.core.gate;

import io.replicante.core.check.Foreign;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code no-foreign-change}: nobody else is changing the cluster.
 *
 * <p>Evidence: the unfinished actions of every agent that could be read; what the definition says to look for, of every node that is up.
 * What one of them does not report is not known: it may be under way there, and be seen from nowhere else.
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
        return Foreign.changes(judged.view()).stream()
                .findFirst()
                .map(change -> violated(change.what()))
                .or(() -> Foreign.untold(judged.view())
                        .map(untold -> unknown(untold, "reports of it by every node that works")))
                .orElseGet(() -> holds("no agent runs an action that is not ours; "
                        + (more
                                ? "nothing that the definition says to look for is seen"
                                : "no other source is defined")));
    }
}
