package io.replicante.examples.quickstart;

import java.time.Duration;

/** From no node at all to three servers that form an ensemble. */
final class ConvergeStep implements Step {
    @Override
    public String name() {
        return "converge";
    }

    @Override
    public String title() {
        return "There is no server at all; three are declared";
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(100);
    }

    @Override
    public void run(Stage stage, Patience patience) throws InterruptedException {
        stage.writer().start();
        patience.await("three servers vote", () -> stage.watch().voters().size() == Stage.SIZE);
        patience.await("all is well", stage::isWell);
        stage.timeline()
                .note("three servers form the ensemble; a client has "
                        + stage.ledger().count() + " writes acknowledged");
    }
}
