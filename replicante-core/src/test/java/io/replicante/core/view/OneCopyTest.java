package io.replicante.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.world.Datastores;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OneCopyTest {
    @Test
    void ofADatastoreThatNobodyDescribedAnyNumberIsComplete() {
        assertThat(OneCopy.areComplete(copies(), Optional.empty())).isTrue();
        assertThat(OneCopy.areComplete(copies("a", "b"), Optional.empty())).isTrue();
    }

    @Test
    @DisplayName("case 21f: of a datastore with one shard the reported ids are ignored")
    void ofADatastoreWithOneShardEveryNodeHasIt() {
        assertThat(OneCopy.areComplete(copies(), bundled("zookeeper", "3.9.5"))).isFalse();
        assertThat(OneCopy.areComplete(copies("zookeeper"), bundled("zookeeper", "3.9.5")))
                .isTrue();
    }

    @Test
    void ofADatastoreWithManyShardsANodeMayHaveNone() {
        assertThat(OneCopy.areComplete(copies(), bundled("kafka", "4.0.0"))).isTrue();
    }

    private static Optional<DatastoreDefinition> bundled(String store, String version) {
        Optional<DatastoreDefinition> definition = Datastores.bundled().forStore(store, version);
        assertThat(definition).isPresent();
        return definition;
    }

    private static ShardsInfo copies(String... ids) {
        return new ShardsInfo(Stream.of(ids)
                .map(id -> new AgentShard(
                        id, Optional.of(ShardRole.PRIMARY), Optional.empty(), Optional.empty(), Map.of()))
                .toList());
    }
}
