package io.replicante.examples.quickstart;

import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ShardsInfo;
import java.util.Optional;

/** An agent that does not say which role its copies have. */
final class NoRole extends BorrowedAgent {
    NoRole(Agent agent) {
        super(agent);
    }

    @Override
    public ShardsInfo shards() {
        return new ShardsInfo(super.shards().shards().stream()
                .map(shard -> new AgentShard(
                        shard.id(), Optional.empty(), shard.commitOffset(), shard.lag(), shard.attributes()))
                .toList());
    }
}
