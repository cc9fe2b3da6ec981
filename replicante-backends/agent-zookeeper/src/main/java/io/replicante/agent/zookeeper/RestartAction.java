package io.replicante.agent.zookeeper;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionHandler;
import io.replicante.spec.agent.ActionResult;
import io.replicante.spec.agent.Supervisor;
import io.replicante.spec.agent.Supervisor.ProcessState;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the server and starts it again, and ends well when the new process serves. A server that does not run is started.
 *
 * <p>The incarnation that is to end is remembered before it is stopped, so that an invocation which is made again never
 * stops the new process.
 */
final class RestartAction implements ActionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(RestartAction.class);

    private static final String OLD = "incarnation";
    private static final String STARTED = "started";

    private final ServerDirectory directory;
    private final Supervisor supervisor;
    private final ServerProbe probe;
    private final InstantSource clock;
    private final ActionLimits limits;

    RestartAction(
            ServerDirectory directory,
            Supervisor supervisor,
            ServerProbe probe,
            InstantSource clock,
            ActionLimits limits) {
        this.directory = directory;
        this.supervisor = supervisor;
        this.probe = probe;
        this.clock = clock;
        this.limits = limits;
    }

    @Override
    public ActionResult invoke(ActionExecution action) throws InterruptedException {
        Optional<Progress> before = Progress.of(action);
        ProcessState state = supervisor.state();
        if (before.isEmpty()) {
            return begin(state);
        }
        Progress progress = before.get();
        if (state.running() && state.incarnation().equals(progress.value(OLD))) {
            supervisor.stop(limits.stop());
            state = supervisor.state();
        }
        if (!state.running()) {
            return start(progress);
        }
        if (probe.read() instanceof Reading.Serving) {
            return ActionResult.done();
        }
        return progress.isOver(clock)
                ? ActionResult.failed("the server was restarted, and does not serve after " + limits.restart())
                : ActionResult.running();
    }

    private ActionResult begin(ProcessState state) {
        if (!directory.isConfigured()) {
            return ActionResult.failed("there is no server on this machine");
        }
        Progress progress = Progress.begin(clock, limits.restart());
        if (!state.running()) {
            return ActionResult.running(progress.payload());
        }
        return state.incarnation()
                .map(old -> ActionResult.running(progress.with(OLD, old).payload()))
                .orElseGet(() -> ActionResult.failed("the supervisor does not tell one process from the next"));
    }

    private ActionResult start(Progress progress) {
        if (progress.value(STARTED).isPresent()) {
            return ActionResult.failed("the server ended after its start");
        }
        directory.prepareStart();
        supervisor.start();
        LOGGER.atInfo().addKeyValue("server_id", directory.self().serverId()).log("The server was started again");
        return ActionResult.running(
                progress.with(STARTED, clock.instant().toString()).payload());
    }
}
