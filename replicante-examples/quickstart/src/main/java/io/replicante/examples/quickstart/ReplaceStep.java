package io.replicante.examples.quickstart;

import java.time.Duration;
import java.util.Set;

/** The lost server is replaced, and what is left of it is given back. */
final class ReplaceStep implements Step {
    @Override
    public String name() {
        return "replace";
    }

    @Override
    public String title() {
        return "The engine replaces the lost server, in the order that is safe";
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(80);
    }

    @Override
    public void run(Stage stage, Patience patience) throws InterruptedException {
        stage.timeline().note("the loss has to hold for a while before the engine acts on it");
        long lost = stage.lost().machine().number();
        patience.await("a newcomer votes instead of server " + lost, () -> {
            Set<Long> voters = stage.watch().voters();
            return voters.size() == Stage.SIZE && !voters.contains(lost);
        });
        patience.await(
                "the machine of server " + lost + " is given back",
                () -> stage.ensemble().machine(lost).isEmpty());
        patience.await("all is well", stage::isWell);
        stage.check(Check.of(
                "what was left of the dead server was given back",
                stage.ensemble().machine(lost).isEmpty(),
                stage.ensemble().machines().size() + " machines are left"));
    }
}
