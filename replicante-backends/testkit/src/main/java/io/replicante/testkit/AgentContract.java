package io.replicante.testkit;

import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.NodeRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link Agent} must do. Whoever writes one extends this class in a test; the display name of a test begins with
 * the number of the rule in the Javadoc of {@link Agent} that it holds the agent to.
 *
 * <p>A test gets an instance of its own. What the subclass sets up for one test it takes down in its own
 * {@code @AfterEach}. Only few tests need the datastore process, so it is started when one asks for it.
 */
public abstract class AgentContract {
    private final List<Agent> connected = new ArrayList<>();

    /** For subclasses. */
    protected AgentContract() {}

    /**
     * The node that the agent under test is for.
     *
     * @return the cluster and the id under which discovery lists the node
     */
    protected abstract NodeRef node();

    /**
     * Connects to the agent of the node: the first time in a test to one that never had an action, afterwards to the same one.
     *
     * @return an agent that the contract closes
     */
    protected abstract Agent connect();

    /** Brings the node into a state in which it can be read completely. */
    protected abstract void startProcess();

    /** Takes the node's process away. What the agent says of the node differs afterwards. */
    protected abstract void stopProcess();

    /**
     * Connects to the agent of a node that takes calls and never answers. Not called when {@link AgentAbility#HANG} is lacking.
     *
     * @return an agent that the contract closes
     */
    protected abstract Agent connectToHanging();

    /** Lets the agent carry out one invocation, if it does not do so by itself. */
    protected abstract void step();

    /**
     * The incarnation of the node that actions may be meant for.
     *
     * @return the incarnation now; empty unless overridden, for an agent that knows none
     */
    protected Optional<String> incarnation() {
        return Optional.empty();
    }

    /**
     * What this agent is not able to do.
     *
     * @return the abilities that are lacking; none unless overridden
     */
    protected Set<AgentAbility> lacks() {
        return Set.of();
    }

    /**
     * How long a test waits for what must happen sooner or later.
     *
     * @return 30 seconds unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    final Agent open(Agent agent) {
        connected.add(agent);
        return agent;
    }

    @AfterEach
    final void closeAgents() {
        connected.forEach(Agent::close);
    }

    @Nested
    @DisplayName("A1 readings")
    class Readings extends AgentReadingRules {
        Readings() {
            super(AgentContract.this);
        }
    }

    @Nested
    @DisplayName("A2 requests")
    class Requests extends AgentRequestRules {
        Requests() {
            super(AgentContract.this);
        }
    }

    @Nested
    @DisplayName("A3 execution")
    class Execution extends AgentExecutionRules {
        Execution() {
            super(AgentContract.this);
        }
    }

    @Nested
    @DisplayName("A4 tokens")
    class Tokens extends AgentTokenRules {
        Tokens() {
            super(AgentContract.this);
        }
    }
}
