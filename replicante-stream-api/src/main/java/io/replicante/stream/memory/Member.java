package io.replicante.stream.memory;

import io.replicante.stream.EventStream.EventHandler;

/** One subscription of a group. Confined by the lock of {@link InMemoryEventStream}, but for its constants. */
final class Member {
    private final Group group;
    private final EventHandler handler;
    private final int mostWorkers;
    private int workers;
    private boolean closed;

    Member(Group group, EventHandler handler, int mostWorkers) {
        this.group = group;
        this.handler = handler;
        this.mostWorkers = mostWorkers;
    }

    Group group() {
        return group;
    }

    EventHandler handler() {
        return handler;
    }

    /** Counts one more worker if it may have one. */
    boolean startWorker() {
        if (closed || workers == mostWorkers) {
            return false;
        }
        workers++;
        return true;
    }

    void endWorker() {
        workers--;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        group.remove(this);
    }
}
