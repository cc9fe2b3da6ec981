package io.replicante.examples.quickstart;

import java.time.Duration;

/** The last events arrive. */
final class EventsStep implements Step {
    @Override
    public String name() {
        return "events";
    }

    @Override
    public String title() {
        return "The last events arrive";
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void run(Stage stage, Patience patience) throws InterruptedException {
        patience.await(
                "every event was delivered",
                () -> stage.engine()
                        .undelivered(stage.timeline().sequences().last())
                        .isEmpty());
        stage.timeline().note(stage.timeline().events().size() + " events were delivered");
    }
}
