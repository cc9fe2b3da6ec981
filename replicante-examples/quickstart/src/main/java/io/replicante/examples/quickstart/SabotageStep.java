package io.replicante.examples.quickstart;

import java.time.Duration;

/** Something goes wrong on purpose, and the engine notices: what is asked of it then, it does not do. */
final class SabotageStep implements Step {
    @Override
    public String name() {
        return "sabotage";
    }

    @Override
    public String title() {
        return "Something goes wrong on purpose";
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(100);
    }

    @Override
    public void run(Stage stage, Patience patience) throws InterruptedException {
        stage.beginSabotage();
        String nodeId = stage.ensemble().machines().get(0).machine().nodeId();
        stage.engine().askRestart(nodeId, "carol");
        patience.await("the engine notices", () -> false);
    }
}
