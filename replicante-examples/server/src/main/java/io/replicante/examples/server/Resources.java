package io.replicante.examples.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in the opposite order. Thread-safe. */
final class Resources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    /**
     * Takes a resource over.
     *
     * @throws IllegalStateException if everything was closed meanwhile; then the resource is, too
     */
    <T extends AutoCloseable> T open(T resource) {
        if (add(Objects.requireNonNull(resource))) {
            return resource;
        }
        closeQuietly(resource);
        throw new IllegalStateException("closed while it was started");
    }

    /** Closes everything. Idempotent. */
    @Override
    public void close() {
        for (AutoCloseable next : taken()) {
            closeQuietly(next);
        }
    }

    private synchronized boolean add(AutoCloseable resource) {
        if (!closed) {
            opened.push(resource);
        }
        return !closed;
    }

    private synchronized Deque<AutoCloseable> taken() {
        closed = true;
        Deque<AutoCloseable> all = new ArrayDeque<>(opened);
        opened.clear();
        return all;
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception failure) {
            LOG.atWarn().setCause(failure).log("something could not be closed");
        }
    }
}
