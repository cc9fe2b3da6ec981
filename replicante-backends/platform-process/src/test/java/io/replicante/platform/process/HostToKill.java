package io.replicante.platform.process;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A host in a process of its own, with one node running. */
final class HostToKill {
    static final String STARTED = "started:";

    private HostToKill() {}

    public static void main(String[] arguments) throws InterruptedException {
        ProcessNode node = Hosts.provision(Hosts.open(Path.of(arguments[0])));
        node.supervisor().start();
        System.out.println(STARTED + Hosts.process(node).pid());
        new CountDownLatch(1).await();
    }
}
