package io.replicante.spec.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class DeclarationTest {
    /** Differs from the defaults in everything. */
    private static final Declaration OTHER = new Declaration(
            false,
            Declaration.Approval.REQUIRED,
            Optional.of(new ClusterDefinition(JsonNodeFactory.instance.objectNode(), "zoo", "zk", "3.9.5", Map.of())),
            Optional.of("zookeeper"),
            new Declaration.Graces(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)),
            new Declaration.Confirmation(7, Duration.ofSeconds(4)),
            new Declaration.Tolerate(OptionalInt.of(1), OptionalInt.of(2)),
            Optional.of(Duration.ZERO),
            new Declaration.Expand(Declaration.Expand.Mode.JOIN, Optional.empty()),
            new Declaration.Initialise(
                    Declaration.Initialise.Mode.SINGLE_NODE, JsonNodeFactory.instance.nullNode(), Optional.empty()),
            List.of(new Acknowledgement("*", Acknowledgement.Level.ALL)),
            List.of(MaintenanceWindow.of(List.of(), "22:00", Duration.ofHours(1), "UTC")),
            new Declaration.BlastRadius(OptionalInt.of(2), OptionalInt.of(20), 3),
            Optional.of(Duration.ofSeconds(8)));

    @Test
    void keepsWhatABuilderDoesNotName() throws ReflectiveOperationException {
        for (RecordComponent part : Declaration.class.getRecordComponents()) {
            assertThat(part.getAccessor().invoke(OTHER))
                    .as(part.getName())
                    .isNotEqualTo(part.getAccessor().invoke(Declaration.defaults()));
        }
        assertThat(OTHER.toBuilder().build()).isEqualTo(OTHER);
    }

    @Test
    void letsTheSmallerOfNumberAndShareOfMembersBeOutAndAlwaysOne() {
        OptionalInt none = OptionalInt.empty();

        assertThat(Declaration.BlastRadius.DEFAULT.nodesOf(10)).isEmpty();
        assertThat(new Declaration.BlastRadius(OptionalInt.of(3), none, 1).nodesOf(10))
                .hasValue(3);
        assertThat(new Declaration.BlastRadius(none, OptionalInt.of(29), 1).nodesOf(10))
                .hasValue(2);
        assertThat(new Declaration.BlastRadius(none, OptionalInt.of(29), 1).nodesOf(3))
                .hasValue(1);
        assertThat(new Declaration.BlastRadius(OptionalInt.of(3), OptionalInt.of(20), 1).nodesOf(10))
                .hasValue(2);
    }

    @Test
    void refusesABlastRadiusByWhichNothingMayBeDisturbed() {
        assertThatThrownBy(() -> new Declaration.BlastRadius(OptionalInt.of(0), OptionalInt.empty(), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Declaration.BlastRadius(OptionalInt.empty(), OptionalInt.of(101), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Declaration.BlastRadius(OptionalInt.empty(), OptionalInt.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changesWhatABuilderNames() {
        Declaration named = Declaration.builder()
                .active(OTHER.active())
                .approval(OTHER.approval())
                .definition(OTHER.definition().orElseThrow())
                .datastore(OTHER.datastore().orElseThrow())
                .graces(OTHER.graces())
                .confirmation(OTHER.confirmation())
                .tolerate(OTHER.tolerate())
                .maxPause(OTHER.maxPause().orElseThrow())
                .expand(OTHER.expand())
                .initialise(OTHER.initialise())
                .acknowledges(OTHER.acknowledges())
                .windows(OTHER.windows())
                .blastRadius(OTHER.blastRadius())
                .maxLoss(OTHER.maxLoss().orElseThrow())
                .build();
        assertThat(named).isEqualTo(OTHER);
    }
}
