package io.replicante.agent.zookeeper;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionHandler;
import io.replicante.spec.agent.ActionResult;
import io.replicante.spec.agent.Supervisor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server of an idle machine as a learner, and ends well when it serves. A server that runs already is left as it
 * is.
 */
final class LearnAction implements ActionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(LearnAction.class);

    private final ServerDirectory directory;
    private final Supervisor supervisor;
    private final ServerProbe probe;
    private final InstantSource clock;
    private final Duration limit;

    LearnAction(
            ServerDirectory directory, Supervisor supervisor, ServerProbe probe, InstantSource clock, Duration limit) {
        this.directory = directory;
        this.supervisor = supervisor;
        this.probe = probe;
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public ActionResult invoke(ActionExecution action) throws InterruptedException {
        Optional<Progress> before = Progress.of(action);
        if (before.isEmpty()) {
            EnsembleConfig members = new Arguments(action.args()).members("members");
            if (!supervisor.state().running()) {
                directory.learn(members);
                directory.prepareStart();
                supervisor.start();
                LOGGER.atInfo()
                        .addKeyValue("server_id", directory.self().serverId())
                        .log("A learner was started");
            }
            return ActionResult.running(Progress.begin(clock, limit).payload());
        }
        Reading reading = probe.read();
        if (reading instanceof Reading.Serving) {
            return ActionResult.done();
        }
        if (!supervisor.state().running()) {
            return ActionResult.failed("the server ended after its start");
        }
        return before.get().isOver(clock)
                ? ActionResult.failed("the server runs, and did not find a leader within " + limit)
                : ActionResult.running();
    }
}
