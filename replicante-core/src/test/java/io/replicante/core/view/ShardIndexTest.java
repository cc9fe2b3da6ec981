package io.replicante.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.world.Fleet;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardIndexTest {
    private static final List<ShardRole> ROLES =
            List.of(ShardRole.PRIMARY, ShardRole.SECONDARY, ShardRole.RECOVERING, ShardRole.other("Paused"));

    /** Silent nodes count with what they held last. */
    @Test
    void numbersTheShardOfEachCopyAndEachShardOnce() {
        for (long seed = 0; seed < 100; seed++) {
            Fleet fleet = random(new Random(seed));
            ClusterView view = fleet.view();
            ShardIndex index = view.shards();
            DatastoreDefinition definition = view.definition().toOptional().orElseThrow();

            Set<String> ids = new TreeSet<>();
            fleet.members.values().forEach(member -> ids.addAll(member.copies.keySet()));
            Set<String> numbered = new TreeSet<>();
            for (int shard = 0; shard < index.size(); shard++) {
                numbered.add(index.id(shard));
                assertThat(index.shardClass(shard))
                        .as("seed %d", seed)
                        .isPresent()
                        .isEqualTo(definition.shardClass(index.id(shard)));
            }
            assertThat(numbered).as("seed %d", seed).isEqualTo(ids).hasSize(index.size());
            for (NodeView node : view.nodes().values()) {
                assertThat(index.of(node.nodeId()).size())
                        .as("seed %d", seed)
                        .isEqualTo(fleet.member(node.nodeId()).copies.size());
                isAsReported(index, node, seed);
            }
        }
    }

    private static void isAsReported(ShardIndex index, NodeView node, long seed) {
        List<AgentShard> copies = ShardIndex.copies(node).orElseThrow();
        ShardIndex.Held held = index.of(node.nodeId());
        for (int place = 0; place < held.size(); place++) {
            assertThat(held.copy(place)).as("seed %d", seed).isEqualTo(copies.get(place));
            assertThat(index.id(held.shard(place)))
                    .as("seed %d", seed)
                    .isEqualTo(copies.get(place).id());
        }
        for (ShardRole.Kind kind : ShardRole.Kind.values()) {
            List<Boolean> reported = copies.stream()
                    .map(copy -> copy.role().map(ShardRole::kind).equals(Optional.of(kind)))
                    .toList();
            assertThat(IntStream.range(0, held.size())
                            .mapToObj(place -> held.is(place, kind))
                            .toList())
                    .as("seed %d, %s", seed, kind)
                    .isEqualTo(reported);
            assertThat(held.hasAny(kind)).as("seed %d, %s", seed, kind).isEqualTo(reported.contains(true));
        }
    }

    @Test
    void knowsNothingOfANodeThatIsNot() {
        assertThat(random(new Random(1)).view().shards().of("nobody").size()).isZero();
    }

    private static Fleet random(Random random) {
        Fleet fleet = Fleet.kafka();
        for (int node = 0; node < 4; node++) {
            fleet.member("n" + node);
            for (int shard = 0; shard < 6; shard++) {
                if (random.nextBoolean()) {
                    ShardRole role = ROLES.get(random.nextInt(ROLES.size()));
                    fleet.copy("n" + node, shard == 0 ? "__cluster_metadata-0" : "t-" + shard, role);
                }
            }
        }
        fleet.watch(1);
        fleet.members.values().forEach(member -> member.answers = random.nextInt(3) > 0);
        return fleet;
    }
}
