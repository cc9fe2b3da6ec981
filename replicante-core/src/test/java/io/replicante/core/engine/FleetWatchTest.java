package io.replicante.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.core.Replicante;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.ClusterFacts;
import io.replicante.core.view.FleetFacts;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the other clusters are looked at: seldom, and with the time at which that was. */
final class FleetWatchTest {
    private static final ClusterRef WORKED = new ClusterRef("prod/eu", "a");
    private static final ClusterFacts FACTS = new ClusterFacts(
            3,
            List.of(),
            true,
            List.of("z1"),
            Optional.of(new ClusterFacts.Observed(Instant.EPOCH, Duration.ofSeconds(30))),
            Optional.empty());

    private final Shell shell = new Shell();
    private final Store store = shell.store;
    private final FleetWatch watch = new FleetWatch(store, shell.time);

    private void put(ClusterRef ref, Document document) {
        store.commit(Commit.to(Scope.of(ref)).put(document).build());
    }

    private FleetFacts look() {
        return watch.look().toOptional().orElseThrow();
    }

    @Test
    void seesWhatEachClusterLetsOthersKnow() {
        put(WORKED, Documents.write(DocumentKind.FACTS, "a", FACTS));

        assertThat(look().facts()).containsOnlyKeys(WORKED).containsValue(FACTS);
    }

    @Test
    void tellsNothingOfAClusterThatNobodyLooksAtAnyMore() throws UnreadableDocumentException {
        Replicante engine = shell.engine();
        shell.declare(engine, "n1");
        assertThat(told().observed()).isPresent();

        engine.apply(
                new ClusterSpecManifest(new ClusterSpec(
                        Shell.CLUSTER, false, Shell.INTERVAL, Optional.of(Shell.PLATFORM), Declaration.defaults())),
                Shell.PERSON);
        shell.cycle(engine);

        assertThat(told().observed()).isEmpty();
    }

    @Test
    void believesNoCountThatCannotBeAndNoTimeThatIsToCome() {
        assertThatThrownBy(() -> new ClusterFacts(
                        Integer.MAX_VALUE, List.of(), false, List.of(), FACTS.observed(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        Instant at = FACTS.observed().orElseThrow().at();
        assertThat(FACTS.wasSeenSince(at, at)).isTrue();
        assertThat(FACTS.wasSeenSince(at, at.minusSeconds(1))).isFalse();
    }

    /** Who repairs waits to be told what others found since the loss, and what did not change is told seldom. */
    @Test
    void tellsAnewAfterALossElsewhereInTheNamespace() throws UnreadableDocumentException {
        Replicante engine = shell.engine();
        shell.declare(engine, "n1");
        ClusterFacts told = told();
        shell.time.advance(Duration.ofSeconds(2));
        shell.cycle(engine);
        assertThat(told()).isEqualTo(told);

        Instant loss = store.now();
        shell.time.advance(Duration.ofSeconds(2));
        put(
                new ClusterRef(Shell.NS, "other"),
                Documents.write(
                        DocumentKind.FACTS,
                        "other",
                        new ClusterFacts(3, List.of(loss), false, List.of(), FACTS.observed(), Optional.empty())));
        shell.cycle(engine);
        ClusterFacts since = told();
        assertThat(told.wasSeenSince(loss, loss.plus(Duration.ofDays(1)))).isFalse();
        assertThat(since.wasSeenSince(loss, loss.plus(Duration.ofDays(1)))).isTrue();

        shell.time.advance(Duration.ofSeconds(2));
        shell.cycle(engine);
        assertThat(told()).isEqualTo(since);
    }

    private ClusterFacts told() throws UnreadableDocumentException {
        Scope scope = Scope.of(Shell.CLUSTER);
        Document told = store.load(List.of(scope))
                .find(scope, DocumentKind.FACTS, Shell.CLUSTER.clusterId())
                .orElseThrow();
        return Documents.read(told, ClusterFacts.class);
    }

    @Test
    void takesWhatCannotBeReadAtItsWorst() {
        put(WORKED, new Document(DocumentKind.FACTS, "a", "{\"format\": 99}"));

        ClusterFacts facts = look().facts().get(WORKED);

        assertThat(facts.working()).isTrue();
        assertThat(facts.domains()).containsExactly("unknown:prod/eu/a");
    }

    /** What nobody looks at stays unreadable, and may not stand in the way of others for ever. */
    @Test
    void relatesWhatCannotBeReadToAClusterThatIsLookedAtOnly() {
        put(WORKED, new Document(DocumentKind.FACTS, "a", "{\"format\": 99}"));
        put(WORKED, Documents.write(DocumentKind.CLUSTER_SPEC, "a", spec(false)));
        assertThat(look().facts().get(WORKED).observed()).isEmpty();

        put(WORKED, Documents.write(DocumentKind.CLUSTER_SPEC, "a", spec(true)));
        shell.time.advance(Duration.ofSeconds(2));

        ClusterFacts watched = look().facts().get(WORKED);
        assertThat(watched.unknown()).isPresent();
        assertThat(watched.areRecent(store.now(), Duration.ZERO)).isTrue();
    }

    private static ClusterSpec spec(boolean active) {
        return new ClusterSpec(WORKED, active, Duration.ofSeconds(30), Optional.empty(), Declaration.defaults());
    }

    @Test
    void looksAgainWhenWhatItSawIsOld() {
        assertThat(look().facts()).isEmpty();
        put(WORKED, Documents.write(DocumentKind.FACTS, "a", FACTS));
        assertThat(look().facts()).isEmpty();

        shell.time.advance(Duration.ofSeconds(2));

        assertThat(look().facts()).containsKey(WORKED);
    }

    @Test
    void saysAsOfWhenItSawWhatItCannotSeeAnyMore() {
        Evidence<FleetFacts> before = watch.look();
        shell.time.advance(Duration.ofMinutes(5));
        store.close();

        assertThat(watch.look()).isEqualTo(before);
    }

    @Test
    void knowsNothingOfWhatItCouldNeverSee() {
        store.close();

        assertThat(watch.look().isKnown()).isFalse();
    }
}
