package io.replicante.agent.zookeeper;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionHandler;
import io.replicante.spec.agent.ActionResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the membership of the ensemble, one attempt per invocation until its time is over. */
final class ChangeAction implements ActionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(ChangeAction.class);

    /** Makes the handler of one kind of change. */
    @FunctionalInterface
    interface Maker {
        ChangeAction make(Function<Arguments, MembershipChange> reader);
    }

    private final Function<Arguments, MembershipChange> reader;
    private final Reconfiguration reconfiguration;
    private final InstantSource clock;
    private final Duration limit;
    private final long ownId;

    /**
     * @param reader makes the change out of the arguments
     * @param ownId the server that is asked, which never removes itself
     */
    ChangeAction(
            Function<Arguments, MembershipChange> reader,
            Reconfiguration reconfiguration,
            InstantSource clock,
            Duration limit,
            long ownId) {
        this.reader = reader;
        this.reconfiguration = reconfiguration;
        this.clock = clock;
        this.limit = limit;
        this.ownId = ownId;
    }

    @Override
    public ActionResult invoke(ActionExecution action) throws InterruptedException {
        Progress progress = Progress.of(action).orElseGet(() -> Progress.begin(clock, limit));
        MembershipChange change = reader.apply(new Arguments(action.args()));
        if (change.leave().isPresent() && change.leave().getAsLong() == ownId) {
            return ActionResult.failed("a server does not remove itself; ask another member");
        }
        Attempt attempt = reconfiguration.attempt(change);
        if (attempt instanceof Attempt.Reached reached) {
            LOGGER.atInfo()
                    .addKeyValue("action", action.id())
                    .addKeyValue("kind", action.kind())
                    .addKeyValue("config_version", reached.members().versionText())
                    .log("The ensemble agreed on its members");
            ObjectNode payload = JsonNodeFactory.instance.objectNode();
            return ActionResult.done(
                    payload.put("config_version", reached.members().versionText()));
        }
        if (attempt instanceof Attempt.Refused refused) {
            return ActionResult.failed(refused.reason());
        }
        String reason = attempt instanceof Attempt.Unclear unclear
                ? unclear.reason() + "; whether it takes effect is not known"
                : ((Attempt.NotYet) attempt).reason();
        return progress.isOver(clock)
                ? ActionResult.failed("given up after " + limit + ": " + reason)
                : ActionResult.running(progress.with("waiting_for", reason).payload());
    }
}
