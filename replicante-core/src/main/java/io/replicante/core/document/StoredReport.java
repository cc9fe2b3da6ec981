package io.replicante.core.document;

import io.replicante.core.state.CycleReport;
import java.util.Objects;

/**
 * The report of a cluster's last cycle, as it is stored.
 *
 * @param store the incarnation of the store on which the cycle ran
 * @param report the report
 */
public record StoredReport(String store, CycleReport report) {
    /** Refuses nulls. */
    public StoredReport {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(report, "report");
    }
}
