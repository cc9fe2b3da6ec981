package io.replicante.core.document;

import io.replicante.store.Document;

/** A stored document that cannot be read. It is kept as it is, and reported. */
public final class UnreadableDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableDocumentException(Document document, String reason) {
        super(document.kind() + " " + document.id() + " cannot be read: " + reason);
    }
}
