package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.ConflictException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    private static DatastoreDefinition named(String name, String store) {
        return DefinitionReader.read(
                "test.yaml",
                Definition.MINIMAL.replace("name: tiny", "name: " + name).replace("[tiny]", "[" + store + "]"));
    }

    @Test
    void findByStoreAndVersion() {
        Definitions definitions = Definitions.bundled().with(List.of(named("mine", "mine.store")));
        assertThat(definitions.forStore("mine.store", "2.0"))
                .map(DatastoreDefinition::name)
                .contains("mine");
        assertThat(definitions.forStore("mine.store", "9.0")).isEmpty();
        assertThat(definitions.forStore("mine.store", "unknown")).isEmpty();
        assertThat(definitions.forStore("other", "2.0")).isEmpty();
        assertThat(definitions.forStore("zookeeper", "3.9.5"))
                .map(DatastoreDefinition::name)
                .contains("zookeeper");
        assertThat(definitions.byName("mine")).isPresent();
        assertThat(definitions.byName("none")).isEmpty();
        assertThat(definitions.all())
                .extracting(DatastoreDefinition::name)
                .containsExactly(
                        "zookeeper",
                        "mongodb",
                        "kafka",
                        "postgresql",
                        "redis",
                        "redis-sentinel",
                        "cassandra",
                        "generic",
                        "mine");
    }

    @Test
    void refuseTwoThatClaimOneStore() {
        List<DatastoreDefinition> both = List.of(named("a", "store"), named("b", "store"));
        assertThatThrownBy(() -> Definitions.of(both))
                .isInstanceOf(ConflictException.class)
                .hasMessage("the datastore definitions a and b both claim the store id store");
        List<DatastoreDefinition> own = List.of(named("own", "zookeeper"));
        assertThatThrownBy(() -> Definitions.bundled().with(own)).hasMessageContaining("both claim");
    }

    @Test
    void refuseTwoOfOneName() {
        List<DatastoreDefinition> both = List.of(named("a", "store"), named("a", "store2"));
        assertThatThrownBy(() -> Definitions.of(both))
                .isInstanceOf(ConflictException.class)
                .hasMessage("two datastore definitions are named a");
    }
}
