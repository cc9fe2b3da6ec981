package io.replicante.core.document;

import io.replicante.store.Document;
import java.time.Instant;
import java.util.Objects;

/**
 * A document that cannot be read. It is kept as it is, nothing is written over it, and while there is one the cluster is only
 * watched.
 *
 * @param kind the document's kind
 * @param id the document's id
 * @param reason why it cannot be read
 * @param since when that was first seen
 */
public record Quarantine(String kind, String id, String reason, Instant since) {
    /** The code of the finding that tells of it. */
    public static final String CODE = "RECORD_QUARANTINED";

    /** Refuses nulls. */
    public Quarantine {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
    }

    /**
     * The document that keeps the notice of an unreadable one.
     *
     * @param unreadable the unreadable document's place
     * @return the notice's place
     */
    public static Document.Key noticeOf(Document.Key unreadable) {
        return new Document.Key(DocumentKind.QUARANTINE, unreadable.kind() + "/" + unreadable.id());
    }
}
