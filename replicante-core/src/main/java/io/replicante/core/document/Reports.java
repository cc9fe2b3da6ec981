package io.replicante.core.document;

import io.replicante.core.state.CycleReport;
import io.replicante.core.view.Mode;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.ErrorBody;
import io.replicante.spec.report.OrchestrateMode;
import io.replicante.spec.report.OrchestrateReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells of a cycle in the protocol's words. Pure. */
public final class Reports {
    private Reports() {}

    /**
     * A cycle's report as the protocol shows it. A paused cluster is only watched; an early end is an error.
     *
     * @param ref the cluster
     * @param report the report
     * @return the same in the protocol's words
     */
    public static OrchestrateReport of(ClusterRef ref, CycleReport report) {
        List<OrchestrateReport.Note> notes = new ArrayList<>();
        boolean completed = report.completed();
        if (!completed) {
            notes.add(new OrchestrateReport.Note(
                    OrchestrateReport.Category.ERROR,
                    Map.of("details", ErrorBody.of(report.outcome()).inRecord()),
                    "the cycle was not completed: " + report.outcome()));
        }
        report.notes()
                .forEach(note -> notes.add(new OrchestrateReport.Note(
                        completed ? OrchestrateReport.Category.DECISION : OrchestrateReport.Category.ERROR,
                        Map.of(),
                        note)));
        return new OrchestrateReport(ref, mode(report.mode()), report.startedAt(), notes);
    }

    private static OrchestrateMode mode(String mode) {
        if (mode.equals(Mode.DELETE.label())) {
            return OrchestrateMode.DELETE;
        }
        return mode.equals(Mode.SYNC.label()) ? OrchestrateMode.SYNC : OrchestrateMode.OBSERVE;
    }
}
