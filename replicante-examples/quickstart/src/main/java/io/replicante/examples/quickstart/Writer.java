package io.replicante.examples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client like any other: it writes one znode after the other, whatever happens to the ensemble, and remembers which were
 * acknowledged. A write that nobody answered is never repeated and never counted.
 */
final class Writer implements AutoCloseable {
    static final String ROOT = "/quickstart";

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration END = Duration.ofSeconds(8);
    private static final Logger LOGGER = LoggerFactory.getLogger(Writer.class);

    private final Supplier<String> servers;
    private final Threads threads;
    private final Ledger ledger = new Ledger();
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Future<?> task;
    private volatile @Nullable ZooKeeper session;
    private String connectedTo = "";
    private boolean rooted;
    private long number;
    private volatile boolean closed;

    /**
     * Makes a writer.
     *
     * @param servers where servers answer at the moment, as ZooKeeper's connection string
     * @param threads makes its thread
     */
    Writer(Supplier<String> servers, Threads threads) {
        this.servers = servers;
        this.threads = threads;
    }

    void start() {
        task = threads.repeat("writer", this::step, PAUSE);
    }

    Ledger ledger() {
        return ledger;
    }

    private void step() {
        turn.lock();
        try {
            String now = servers.get();
            if (!closed && !now.isEmpty()) {
                write(session(now));
            }
        } catch (KeeperException unanswered) {
            LOGGER.atDebug().setCause(unanswered).log("A write was not acknowledged");
            ledger.uncertain();
        } catch (IOException unreachable) {
            LOGGER.atDebug().setCause(unreachable).log("No server could be reached");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            turn.unlock();
        }
    }

    private ZooKeeper session(String now) throws IOException, InterruptedException {
        ZooKeeper current = session;
        if (current == null || !current.getState().isAlive()) {
            current = Client.connect(now, CONNECT);
            session = current;
        } else if (!now.equals(connectedTo)) {
            current.updateServerList(now);
        }
        connectedTo = now;
        return current;
    }

    private void write(ZooKeeper current) throws KeeperException, InterruptedException {
        if (!rooted) {
            createRoot(current);
            rooted = true;
        }
        String path = ROOT + "/" + String.format("%07d", ++number);
        byte[] data = Long.toString(number).getBytes(StandardCharsets.UTF_8);
        current.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        ledger.acknowledged(path, System.nanoTime());
    }

    private static void createRoot(ZooKeeper current) throws KeeperException, InterruptedException {
        try {
            current.create(ROOT, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } catch (KeeperException e) {
            if (e.code() != Code.NODEEXISTS) {
                throw e;
            }
        }
    }

    /** Writes nothing more. What is under way is waited for; idempotent. */
    @Override
    public void close() {
        closed = true;
        Optional.ofNullable(task).ifPresent(each -> each.cancel(false));
        boolean idle = false;
        try {
            idle = turn.tryLock(END.toMillis(), TimeUnit.MILLISECONDS);
            ZooKeeper last = session;
            if (last != null) {
                Client.close(last);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (idle) {
                turn.unlock();
            }
        }
    }
}
