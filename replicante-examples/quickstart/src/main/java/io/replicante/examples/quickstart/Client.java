package io.replicante.examples.quickstart;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** Opens sessions with an ensemble. */
final class Client {
    private static final int SESSION_MILLIS = 6_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final int CLOSE_MILLIS = 500;

    private Client() {}

    /** Opens a session and waits until it is there. */
    static ZooKeeper connect(String servers, Duration atMost) throws IOException, InterruptedException {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, Integer.toString(REQUEST_MILLIS));
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper session = new ZooKeeper(
                servers,
                SESSION_MILLIS,
                event -> {
                    if (event.getState() == KeeperState.SyncConnected) {
                        connected.countDown();
                    }
                },
                config);
        boolean ready = false;
        try {
            ready = connected.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!ready) {
                close(session);
            }
        }
        if (!ready) {
            throw new IOException("no session with " + servers + " within " + atMost.toSeconds() + " s");
        }
        return session;
    }

    static void close(ZooKeeper session) throws InterruptedException {
        session.close(CLOSE_MILLIS);
    }
}
