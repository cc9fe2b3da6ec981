package io.replicante.agent.zookeeper;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** A client that writes without pause and remembers what was acknowledged. */
final class AckedWrites implements AutoCloseable {

    private static final int SESSION_MILLIS = 4_000;

    private final String servers;
    private final Thread writer = new Thread(this::write, "writer");
    private final List<String> acknowledged = new ArrayList<>();
    private volatile boolean stopped;

    AckedWrites(String servers) {
        this.servers = servers;
        writer.start();
    }

    int count() {
        synchronized (acknowledged) {
            return acknowledged.size();
        }
    }

    /** Stops writing and returns what was acknowledged and cannot be read any more. */
    List<String> lost() throws IOException, InterruptedException, KeeperException {
        close();
        ZooKeeper client = new ZooKeeper(servers, SESSION_MILLIS, event -> {});
        try {
            awaitConnected(client);
            List<String> found = client.getChildren("/", false);
            List<String> missing = new ArrayList<>(acknowledged);
            missing.removeAll(found.stream().map(name -> "/" + name).collect(Collectors.toSet()));
            return missing;
        } finally {
            client.close(1_000);
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        while (!stopped) {
            try {
                ZooKeeper client = new ZooKeeper(servers, SESSION_MILLIS, event -> {});
                try {
                    writeWith(client);
                } finally {
                    client.close(1_000);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void writeWith(ZooKeeper client) throws InterruptedException {
        while (!stopped && client.getState().isAlive()) {
            try {
                String path =
                        client.create("/w", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
                synchronized (acknowledged) {
                    acknowledged.add(path);
                }
            } catch (KeeperException e) {
                // Not acknowledged, so not remembered; the next one may be.
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static void awaitConnected(ZooKeeper client) {
        await().until(() -> client.getState().isConnected());
    }
}
