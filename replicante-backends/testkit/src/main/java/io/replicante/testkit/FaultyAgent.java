package io.replicante.testkit;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.util.Optional;
import java.util.UUID;

/** An agent whose calls meet the faults of a {@link FaultPlan}. Thread-safe if the agent behind it is. */
public final class FaultyAgent implements Agent {
    private final Agent agent;
    private final FaultPlan plan;

    /**
     * Wraps an agent.
     *
     * @param agent what carries out the calls
     * @param plan what goes wrong with them
     */
    public FaultyAgent(Agent agent, FaultPlan plan) {
        this.agent = agent;
        this.plan = plan;
    }

    @Override
    public AgentNode node() {
        return plan.call(Boundary.AGENT_NODE, agent::node);
    }

    @Override
    public StoreExtras store() {
        return plan.call(Boundary.AGENT_STORE, agent::store);
    }

    @Override
    public ShardsInfo shards() {
        return plan.call(Boundary.AGENT_SHARDS, agent::shards);
    }

    @Override
    public ActionList queuedActions() {
        return plan.call(Boundary.AGENT_QUEUED_ACTIONS, agent::queuedActions);
    }

    @Override
    public ActionList finishedActions() {
        return plan.call(Boundary.AGENT_FINISHED_ACTIONS, agent::finishedActions);
    }

    @Override
    public Optional<ActionExecution> action(UUID id) {
        return plan.call(Boundary.AGENT_ACTION, () -> agent.action(id));
    }

    @Override
    public void schedule(ActionRequest request) {
        plan.run(Boundary.AGENT_SCHEDULE, () -> agent.schedule(request));
    }

    /** Closes the agent behind it, also after a crash. */
    @Override
    public void close() {
        agent.close();
    }
}
