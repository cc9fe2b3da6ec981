package io.replicante.spec.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.model.ClusterRef;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a cycle did, for people.
 *
 * @param cluster the cluster
 * @param mode what the cycle was allowed to do
 * @param startTime when it began
 * @param notes what there is to say of it, in order
 */
public record OrchestrateReport(ClusterRef cluster, OrchestrateMode mode, Instant startTime, List<Note> notes) {
    /** What a note is about. */
    public enum Category {
        /** Why something was done, or was not. */
        DECISION,
        /** Something that went wrong without ending the cycle. */
        ERROR
    }

    /**
     * One note.
     *
     * @param category what it is about
     * @param data facts to go with it, such as {@code node_id} or {@code details}
     * @param message the note itself
     */
    public record Note(Category category, Map<String, JsonNode> data, String message) {
        /** Refuses nulls, copies the map. */
        public Note {
            Objects.requireNonNull(category, "category");
            data = Collections.unmodifiableMap(new TreeMap<>(data));
            Objects.requireNonNull(message, "message");
        }
    }

    /** Refuses nulls, copies the list. */
    public OrchestrateReport {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(startTime, "start_time");
        notes = List.copyOf(notes);
    }
}
