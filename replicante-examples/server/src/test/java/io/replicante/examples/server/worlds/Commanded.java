package io.replicante.examples.server.worlds;

import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionResult;
import io.replicante.spec.model.ShardRole;

/** Pretended clusters that choose no primary by themselves. */
final class Commanded {
    private Commanded() {}

    /** A PostgreSQL whose primary can be stopped, and another one promoted; agents read from disk how far a stopped one came. */
    static StubWorld postgresql(String name, Software software, int size) {
        StubWorld world = StubWorld.healthy(name, software, size);
        world.nodes.values().forEach(node -> {
            node.readsDisk = true;
            node.quiesced(false);
        });
        world.on(ActionKinds.STORE_QUIESCE, (node, action) -> {
            node.quiesced(true);
            return ActionResult.done();
        });
        world.on(ActionKinds.STORE_RESUME, (node, action) -> {
            node.quiesced(false);
            return ActionResult.done();
        });
        world.on(ActionKinds.STORE_STOP, (node, action) -> {
            node.die();
            node.quiesced(false);
            return ActionResult.done();
        });
        world.on(ActionKinds.STORE_PROMOTE, (node, action) -> {
            world.lead(node.id);
            return ActionResult.done();
        });
        world.on(ActionKinds.STORE_FOLLOW, (node, action) -> {
            world.follow(node, leader(world));
            return ActionResult.done();
        });
        return world;
    }

    /** A Redis whose primary hands over when it is told to. */
    static StubWorld redis(String name, Software software, int size) {
        StubWorld world = StubWorld.healthy(name, software, size);
        world.on(ActionKinds.STORE_SWITCHOVER, (node, action) -> {
            String address = action.args().path("node").asText();
            world.lead(address.substring(0, address.indexOf('.')));
            return ActionResult.done();
        });
        return world;
    }

    private static StubNode leader(StubWorld world) {
        return world.nodes.values().stream()
                .filter(node -> node.copies.containsValue(ShardRole.PRIMARY))
                .max((one, other) -> Long.compare(one.term, other.term))
                .orElseThrow();
    }
}
