package io.replicante.core.act;

import io.replicante.core.connect.Agents;
import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.connect.Platforms;
import io.replicante.spec.UnsupportedException;

/** Hands over what was decided, and takes it back. Never throws for what the other side does. Thread-safe. */
public final class Dispatcher {
    private final AgentDesk agents;
    private final PlatformDesk platforms;

    /**
     * Creates a dispatcher.
     *
     * @param agents reaches agents
     * @param platforms reaches platforms
     * @param calls bounds every request
     */
    public Dispatcher(Agents agents, Platforms platforms, BoundedCalls calls) {
        this.agents = new AgentDesk(agents, calls);
        this.platforms = new PlatformDesk(platforms, calls);
    }

    /**
     * Sends an action whose attempt is committed. Blocks at most as long as the assignment says.
     *
     * @param assignment the action
     * @return accepted, refused for ever, or unknown
     */
    public Outcome send(Assignment assignment) {
        return begin(assignment).await();
    }

    /**
     * Sends an action whose attempt is committed. What agents are asked for goes on while the caller does something else; a
     * platform is waited for.
     *
     * @param assignment the action
     * @return what to wait for
     */
    public HandOver begin(Assignment assignment) {
        return assignment.intent().candidate().onPlatform()
                ? HandOver.of(platforms.send(assignment))
                : agents.send(assignment);
    }

    /**
     * Withdraws an action from its agent by occupying its id. May be repeated. Blocks at most twice as long as the assignment
     * says.
     *
     * @param assignment the action
     * @return accepted: it can never run; refused: it reached its agent before; unknown: try again
     * @throws UnsupportedException for an action of the platform, which has no id to occupy
     */
    public Outcome withdraw(Assignment assignment) {
        if (assignment.intent().candidate().onPlatform()) {
            throw new UnsupportedException("a platform's action cannot be withdrawn");
        }
        return agents.withdraw(assignment);
    }
}
