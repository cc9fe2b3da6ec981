package io.replicante.examples.quickstart;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.util.Optional;
import java.util.UUID;

/** An agent that outlives those who use it: closing this does nothing. */
class BorrowedAgent implements Agent {
    private final Agent agent;

    BorrowedAgent(Agent agent) {
        this.agent = agent;
    }

    @Override
    public AgentNode node() {
        return agent.node();
    }

    @Override
    public StoreExtras store() {
        return agent.store();
    }

    @Override
    public ShardsInfo shards() {
        return agent.shards();
    }

    @Override
    public ActionList queuedActions() {
        return agent.queuedActions();
    }

    @Override
    public ActionList finishedActions() {
        return agent.finishedActions();
    }

    @Override
    public Optional<ActionExecution> action(UUID id) {
        return agent.action(id);
    }

    @Override
    public void schedule(ActionRequest request) {
        agent.schedule(request);
    }
}
