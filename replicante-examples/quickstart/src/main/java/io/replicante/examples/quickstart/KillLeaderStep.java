package io.replicante.examples.quickstart;

import io.replicante.platform.process.ProcessNode;
import java.time.Duration;

/** The leader's process is killed outright; the servers that are left elect another. */
final class KillLeaderStep implements Step {
    private static final int WRITES = 20;

    @Override
    public String name() {
        return "lose-the-leader";
    }

    @Override
    public String title() {
        return "The leader's process is killed outright";
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void run(Stage stage, Patience patience) throws InterruptedException {
        ProcessNode leader = patience.await("somebody leads", stage.ensemble()::leader);
        ProcessHandle process =
                leader.handle().orElseThrow(() -> new StepFailedException("the leader is gone already"));
        stage.loses(leader);
        stage.timeline().note("kills " + leader.machine().nodeId() + ", the leader (process " + process.pid() + ")");
        process.destroyForcibly();
        patience.await("the engine finds a voter lost", () -> stage.finds("VOTER_LOST"));
        int before = stage.ledger().count();
        patience.await("writes are acknowledged again", () -> stage.ledger().count() >= before + WRITES);
        String elected = patience.await("another server leads", stage.ensemble()::leader)
                .machine()
                .nodeId();
        stage.timeline().note("the servers that are left elected " + elected + "; writes are acknowledged again");
    }
}
