package io.replicante.examples.server.worlds;

import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionResult;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;

/** A pretended ZooKeeper ensemble whose members can be replaced. */
final class Zoo {
    private static final String TREE = "zookeeper";

    private Zoo() {}

    /** Three members, and a machine that is in no cluster. */
    static StubWorld withASpare(String name) {
        StubWorld world = StubWorld.healthy(name, Software.zookeeper(), 3);
        world.addIdle("n4");
        world.on(ActionKinds.CLUSTER_LEARN, (node, action) -> {
            node.status = NodeStatus.Code.JOINING_CLUSTER;
            node.copies.put(TREE, ShardRole.other("OBSERVER"));
            return ActionResult.done();
        });
        world.on(ActionKinds.CLUSTER_SWAP, (node, action) -> {
            world.members.leave(action.args().path("leave").asText());
            join(world, action.args().path("join").asText());
            return ActionResult.done();
        });
        world.on(ActionKinds.CLUSTER_ADD, (node, action) -> {
            join(world, action.args().path("node").asText());
            return ActionResult.done();
        });
        return world;
    }

    private static void join(StubWorld world, String line) {
        String member = line.substring("server.".length(), line.indexOf('='));
        world.members.join(member);
        StubNode node = world.node("n" + member);
        node.status = NodeStatus.Code.HEALTHY;
        node.copies.put(TREE, ShardRole.SECONDARY);
    }
}
