package io.replicante.examples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;

/** Reads znodes back from a server that has first caught up with its leader. */
final class ReadBack {
    private static final int AT_ONCE = 200;
    private static final Duration EACH = Duration.ofSeconds(10);

    private ReadBack() {}

    /**
     * Reads all znodes with their data.
     *
     * @param server where to read
     * @param paths what was acknowledged
     * @return those that were not found as they were written
     * @throws IOException if the server does not answer
     */
    static List<String> missing(String server, List<String> paths) throws IOException, InterruptedException {
        ZooKeeper session = Client.connect(server, EACH);
        try {
            catchUp(session);
            return missing(session, paths);
        } finally {
            Client.close(session);
        }
    }

    private static void catchUp(ZooKeeper session) throws IOException, InterruptedException {
        CountDownLatch synced = new CountDownLatch(1);
        VoidCallback callback = (code, path, context) -> {
            if (code == Code.OK.intValue()) {
                synced.countDown();
            }
        };
        session.sync("/", callback, null);
        if (!synced.await(EACH.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("the server did not catch up with its leader");
        }
    }

    private static List<String> missing(ZooKeeper session, List<String> paths)
            throws IOException, InterruptedException {
        List<String> missing = Collections.synchronizedList(new ArrayList<>());
        Semaphore places = new Semaphore(AT_ONCE);
        for (String path : paths) {
            take(places, 1);
            session.getData(
                    path,
                    false,
                    (code, read, context, data, stat) -> {
                        if (code != Code.OK.intValue() || !isAsWritten(path, data)) {
                            missing.add(path);
                        }
                        places.release();
                    },
                    null);
        }
        take(places, AT_ONCE);
        return List.copyOf(missing);
    }

    private static void take(Semaphore places, int count) throws IOException, InterruptedException {
        if (!places.tryAcquire(count, EACH.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("the server does not answer");
        }
    }

    private static boolean isAsWritten(String path, byte[] data) {
        String number = path.substring(path.lastIndexOf('/') + 1);
        return Long.parseLong(number) == Long.parseLong(new String(data, StandardCharsets.UTF_8));
    }
}
