package io.replicante.agent.zookeeper;

import io.replicante.agent.zookeeper.ServerAnswer.Mode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what a serving server tells of the ensemble and of its copy. Immutable. */
record StoreReport(String clusterId, ServerDirectory directory) {

    private static final OffsetUnit ZXID = OffsetUnit.of("zxid");

    /**
     * Reports the ensemble.
     *
     * @param serving the reading
     * @param syncedFollowers what a leader says of its followers
     */
    StoreExtras extras(Reading.Serving serving, Optional<Long> syncedFollowers) {
        ServerAnswer answer = serving.answer();
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put(ZooKeeperAttributes.SERVER_ID, AttributeValue.of(Long.toString(answer.serverId())));
        attributes.put(
                ZooKeeperAttributes.CONFIG, AttributeValue.of(answer.members().render()));
        attributes.put(
                ZooKeeperAttributes.CONFIG_VERSION,
                AttributeValue.of(answer.members().versionText()));
        attributes.put(ZooKeeperAttributes.OUTSTANDING_REQUESTS, AttributeValue.of(answer.outstandingRequests()));
        syncedFollowers.ifPresent(
                count -> attributes.put(ZooKeeperAttributes.SYNCED_FOLLOWERS, AttributeValue.of(count)));
        return new StoreExtras(clusterId, attributes);
    }

    /**
     * Reports the copy.
     *
     * @throws IOException when the server's files cannot be read
     */
    ShardsInfo shards(Reading.Serving serving) throws IOException {
        return new ShardsInfo(List.of(new AgentShard(
                ZooKeeperAgent.SHARD,
                Optional.of(role(serving.answer())),
                Optional.of(new CommitOffset(ZXID, serving.offset())),
                Optional.empty(),
                Map.of(AgentShard.TERM, AttributeValue.of(serving.term())))));
    }

    private ShardRole role(ServerAnswer answer) throws IOException {
        if (answer.mode() == Mode.LEADER) {
            return ShardRole.PRIMARY;
        }
        Optional<EnsembleMember> member =
                answer.members().member(directory.self().serverId());
        if (member.isPresent()) {
            return member.get().type() == MemberType.PARTICIPANT ? ShardRole.SECONDARY : ShardRole.other("OBSERVER");
        }
        return directory.wasParticipant() ? ShardRole.other("REMOVED") : ShardRole.RECOVERING;
    }
}
