package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.core.Replicante;
import io.replicante.core.fixture.Shell;
import io.replicante.core.gate.GateCase;
import io.replicante.core.gate.SafetyRule;
import io.replicante.core.state.Reason;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.json.Manifest;
import io.replicante.spec.json.Manifests;
import io.replicante.spec.json.OverrideManifest;
import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OverridesTest {
    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();
    private final Instant later = shell.store.now().plus(Duration.ofHours(2));

    private SafetyOverride word(String rule, Optional<String> node, Optional<String> shards) {
        return new SafetyOverride(Shell.CLUSTER, rule, node, shards, Actor.person("grace"), "agreed", later);
    }

    private SafetyOverride word(String rule) {
        return word(rule, Optional.empty(), Optional.empty());
    }

    private void apply(SafetyOverride word) {
        engine.apply(new OverrideManifest(word), Shell.PERSON);
    }

    private Stream<Event> events(String code) {
        return engine.events(Shell.CLUSTER, 0, 1000).stream()
                .filter(event -> event.code().equals(code));
    }

    @Test
    void isAppliedLikeAnyObjectAndTold() {
        List<Manifest> all = new ArrayList<>(Shell.manifests());
        all.add(Manifests.read("override.yaml", """
                apiVersion: replicante.io/v0
                kind: Override
                spec:
                  rule: available
                  scope: {ns_id: prod, cluster_id: orders, shards: "audit-*"}
                  actor: grace
                  reason: agreed
                  expires: "%s"
                """.formatted(later)).get(0));
        engine.apply(all, Shell.PERSON);

        SafetyOverride word = word("available", Optional.empty(), Optional.of("audit-*"));
        assertThat(engine.overrides().list(Shell.CLUSTER)).containsExactly(word);
        assertThat(engine.overrides().get(Shell.CLUSTER, word.id())).contains(word);
        assertThat(engine.state(Shell.CLUSTER).orElseThrow().overrides()).containsEntry(word.id(), word);
        assertThat(events(EventCodes.OVERRIDE_APPLY)).singleElement().satisfies(event -> {
            assertThat(event.actor()).isEqualTo(Shell.PERSON);
            assertThat(event.payload().path("actor").path("name").asText()).isEqualTo("grace");
            assertThat(event.payload().path("id").asText()).isEqualTo(word.id().toString());
        });
    }

    @Test
    void isReplacedByTheSameWithAnotherEnd() {
        engine.apply(Shell.manifests(), Shell.PERSON);
        SafetyOverride word = word("grace");
        apply(word);
        SafetyOverride longer = new SafetyOverride(
                Shell.CLUSTER, "grace", word.nodeId(), word.shards(), word.actor(), "still", later.plusSeconds(60));
        apply(longer);

        assertThat(engine.overrides().list(Shell.CLUSTER)).containsExactly(longer);
    }

    @Test
    void isTakenBack() {
        engine.apply(Shell.manifests(), Shell.PERSON);
        SafetyOverride word = word("grace");
        apply(word);

        assertThat(engine.overrides().delete(Shell.CLUSTER, word.id(), Shell.PERSON))
                .isTrue();
        assertThat(engine.overrides().delete(Shell.CLUSTER, word.id(), Shell.PERSON))
                .isFalse();

        assertThat(engine.overrides().list(Shell.CLUSTER)).isEmpty();
        assertThat(events(EventCodes.OVERRIDE_DELETED)).hasSize(1);
    }

    @Test
    void isDroppedAndToldWhenItRanOut() {
        shell.declare(engine);
        SafetyOverride word = word("grace");
        apply(word);
        shell.cycle(engine);
        assertThat(events(EventCodes.OVERRIDE_EXPIRED)).isEmpty();

        shell.time.advance(Duration.ofHours(2));
        assertThat(engine.overrides().list(Shell.CLUSTER)).isEmpty();
        assertThat(engine.overrides().get(Shell.CLUSTER, word.id())).isEmpty();
        shell.cycle(engine);
        shell.cycle(engine);

        assertThat(events(EventCodes.OVERRIDE_EXPIRED)).hasSize(1);
        assertThat(engine.state(Shell.CLUSTER).orElseThrow().overrides()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"identity-certain", "lease-held", "revision-unmoved", "still-true", "allowed-by-mode", "durabel"
            })
    void isRefusedForARuleThatCannotBeOverridden(String rule) {
        engine.apply(Shell.manifests(), Shell.PERSON);

        assertThatThrownBy(() -> apply(word(rule)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("[0].rule")
                .hasMessageContaining(rule);
        assertThat(engine.overrides().list(Shell.CLUSTER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SafetyOverride.OLD_PRIMARY_REVOKED, SafetyOverride.FORGOTTEN})
    void vouchesForOneNodeOnly(String rule) {
        engine.apply(Shell.manifests(), Shell.PERSON);

        assertThatThrownBy(() -> apply(word(rule))).hasMessageContaining("node_id");
        assertThatThrownBy(() -> apply(word(rule, Optional.of("n1"), Optional.of("orders"))))
                .hasMessageContaining("no shards");

        apply(word(rule, Optional.of("n1"), Optional.empty()));
        assertThat(engine.overrides().list(Shell.CLUSTER)).hasSize(1);
    }

    @Test
    void isRefusedWithoutItsClusterOrATimeAheadOfIt() {
        assertThatThrownBy(() -> apply(word("grace"))).hasMessageContaining("there is no cluster prod/orders");
        engine.apply(Shell.manifests(), Shell.PERSON);
        Instant now = shell.store.now();

        assertThatThrownBy(() -> apply(ending(now)))
                .hasMessageContaining("[0].expires")
                .hasMessageContaining("passed");
        assertThatThrownBy(() -> apply(ending(now.plus(Overrides.LONGEST).plusSeconds(1))))
                .hasMessageContaining("more than 366 days");
    }

    @Test
    void saysWhichRuleMayHaveBeenMeant() {
        engine.apply(Shell.manifests(), Shell.PERSON);

        assertThatThrownBy(() -> apply(word("evidence-confirmd")))
                .hasMessageContaining("there is no rule evidence-confirmd; did you mean \"evidence-confirmed\"?");
        assertThatThrownBy(() -> apply(word("whatever-it-takes")))
                .hasMessageContaining("an override can name ")
                .hasMessageContaining("forgotten, ")
                .hasMessageNotContaining("lease-held");
    }

    private static SafetyOverride ending(Instant expires) {
        return new SafetyOverride(
                Shell.CLUSTER, "grace", Optional.empty(), Optional.empty(), Actor.person("grace"), "agreed", expires);
    }

    @Test
    void areSoManyAtMostInOneCluster() {
        engine.apply(Shell.manifests(), Shell.PERSON);
        for (int i = 0; i < Overrides.MAX; i++) {
            apply(word("grace", Optional.of("n" + i), Optional.empty()));
        }

        assertThatThrownBy(() -> apply(word("grace", Optional.of("one-more"), Optional.empty())))
                .hasMessageContaining("there are 50 overrides");
        apply(word("grace", Optional.of("n7"), Optional.empty()));
        shell.time.advance(Duration.ofHours(3));
        apply(ending(shell.store.now().plusSeconds(60)));
        assertThat(engine.overrides().list(Shell.CLUSTER)).hasSize(1);
    }

    @Test
    void knowsTheRulesOfTheHost() {
        SafetyRule own = new SafetyRule() {
            @Override
            public String id() {
                return "host-rule";
            }

            @Override
            public Reason judge(GateCase judged) {
                return holds("always");
            }
        };
        Replicante withRule = shell.builder(shell.store, shell.stream).rule(own).build();
        withRule.apply(Shell.manifests(), Shell.PERSON);

        withRule.apply(new OverrideManifest(word("host-rule")), Shell.PERSON);

        assertThat(withRule.overrides().list(Shell.CLUSTER)).hasSize(1);
        assertThat(withRule.overrides().get(new ClusterRef("prod", "none"), new UUID(1, 1)))
                .isEmpty();
    }
}
