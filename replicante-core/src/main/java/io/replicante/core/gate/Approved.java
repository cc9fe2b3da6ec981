package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.spec.cluster.Declaration;

/**
 * {@code approved}: a person agreed, where the declaration asks for that. What a person asked for needs no further agreement.
 *
 * <p>Evidence: the declaration, and the approvals of this cluster.
 */
final class Approved implements SafetyRule {
    @Override
    public String id() {
        return "approved";
    }

    @Override
    public String unblockedBy() {
        return "the approval of a person";
    }

    @Override
    public Severity severity() {
        return Severity.ASKS;
    }

    @Override
    public Reason judge(GateCase judged) {
        if (judged.view().spec().declaration().approval() == Declaration.Approval.GRANTED) {
            return holds("the declaration asks for no approval");
        }
        if (judged.candidate().request().isPresent()) {
            return holds(judged.candidate().actor() + " asked for it");
        }
        return judged.approval()
                .map(approval -> holds(approval.actor() + " approved it"))
                .orElseGet(() -> violated("the declaration asks for a person's approval"));
    }
}
