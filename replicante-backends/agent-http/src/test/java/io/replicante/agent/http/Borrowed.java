package io.replicante.agent.http;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.util.Optional;
import java.util.UUID;

/** A runtime as a connection sees it: closing the connection does not close the runtime. */
record Borrowed(AgentRuntime runtime) implements Agent {
    @Override
    public AgentNode node() {
        return runtime.node();
    }

    @Override
    public StoreExtras store() {
        return runtime.store();
    }

    @Override
    public ShardsInfo shards() {
        return runtime.shards();
    }

    @Override
    public ActionList queuedActions() {
        return runtime.queuedActions();
    }

    @Override
    public ActionList finishedActions() {
        return runtime.finishedActions();
    }

    @Override
    public Optional<ActionExecution> action(UUID id) {
        return runtime.action(id);
    }

    @Override
    public void schedule(ActionRequest request) {
        runtime.schedule(request);
    }
}
