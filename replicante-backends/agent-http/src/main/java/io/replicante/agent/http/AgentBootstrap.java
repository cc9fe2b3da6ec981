package io.replicante.agent.http;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;

/** The machine's own time, threads and randomness, for whatever a host does not bring. */
final class AgentBootstrap {
    private AgentBootstrap() {}

    static InstantSource wall() {
        return Clock.systemUTC();
    }

    static RandomGenerator random() {
        return new SecureRandom();
    }

    static ScheduledExecutorService actions() {
        ScheduledThreadPoolExecutor actions = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "replicante-agent-actions");
            thread.setDaemon(true);
            return thread;
        });
        actions.setRemoveOnCancelPolicy(true);
        return actions;
    }
}
