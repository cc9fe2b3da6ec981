package io.replicante.core.engine;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.lease.Ticker;
import io.replicante.core.state.ClusterFacts;
import io.replicante.core.view.FleetFacts;
import io.replicante.spec.ReplicanteException;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import io.replicante.store.Document;
import io.replicante.store.Page;
import io.replicante.store.Query;
import io.replicante.store.Scope;
import io.replicante.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all clusters together, for all cycles of this instance at once: seldom, because what is concluded from it is checked again
 * by the store. While it cannot look, it says what it saw last, and as of when. Thread-safe.
 */
final class FleetWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FleetWatch.class);
    private static final String CLUSTERS = "cluster/";
    private static final int PART = 1_000;
    private static final long COUNT_KEPT = Duration.ofMinutes(1).toNanos();
    private static final long FACTS_KEPT = Duration.ofSeconds(2).toNanos();

    /** What was read, and when by the ticker. */
    private record Reading<T>(T value, long at) {}

    private final Store store;
    private final Ticker ticker;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Optional<Reading<Long>> counted = Optional.empty();
    private volatile Optional<Reading<Evidence<FleetFacts>>> seen = Optional.empty();

    FleetWatch(Store store, Ticker ticker) {
        this.store = store;
        this.ticker = ticker;
    }

    /** What is known of all clusters. One thread looks; the others take what was seen before, if anything was. */
    Evidence<FleetFacts> look() {
        Optional<Reading<Evidence<FleetFacts>>> last = seen;
        if (isFresh(last, FACTS_KEPT)) {
            return last.orElseThrow().value();
        }
        if (last.isPresent() && looking.isLocked()) {
            return last.get().value();
        }
        looking.lock();
        try {
            return isFresh(seen, FACTS_KEPT) ? seen.orElseThrow().value() : lookAnew();
        } finally {
            looking.unlock();
        }
    }

    private Evidence<FleetFacts> lookAnew() {
        try {
            Instant now = store.now();
            NavigableMap<ClusterRef, ClusterFacts> facts = new TreeMap<>();
            each(DocumentKind.FACTS, hit -> ref(hit).ifPresent(ref -> facts.put(ref, facts(ref, hit, now))));
            Evidence<FleetFacts> known = Evidence.known(new FleetFacts(clusters(), facts), now, "store");
            seen = Optional.of(new Reading<>(known, ticker.nanos()));
            return known;
        } catch (ReplicanteException unusable) {
            LOG.atWarn().setCause(unusable).log("the other clusters could not be looked at");
            return seen.map(Reading::value)
                    .orElseGet(() -> Evidence.unknown("the other clusters could not be looked at: " + unusable));
        }
    }

    private static Optional<ClusterRef> ref(Query.Hit hit) {
        String scope = hit.scope().toString();
        String id = hit.document().id();
        int end = scope.length() - id.length() - 1;
        return scope.startsWith(CLUSTERS) && end > CLUSTERS.length()
                ? Optional.of(new ClusterRef(scope.substring(CLUSTERS.length(), end), id))
                : Optional.empty();
    }

    /** What cannot be read might be work anywhere, and any loss; but for ever only if somebody looks at the cluster. */
    private ClusterFacts facts(ClusterRef ref, Query.Hit hit, Instant now) {
        try {
            return Documents.read(hit.document(), ClusterFacts.class);
        } catch (UnreadableDocumentException worst) {
            LOG.atWarn().setCause(worst).log("what is known of a cluster cannot be read; it is taken at its worst");
            return new ClusterFacts(
                    0,
                    List.of(),
                    true,
                    List.of("unknown:" + ref),
                    watchedEvery(ref).map(interval -> new ClusterFacts.Observed(now, interval)),
                    Optional.of("what is stored of it cannot be read"));
        }
    }

    /** How often a cluster is looked at; empty for one that nobody looks at. */
    private Optional<Duration> watchedEvery(ClusterRef ref) {
        Scope own = Scope.of(ref);
        Optional<Document> spec = store.load(List.of(own)).find(own, DocumentKind.CLUSTER_SPEC, ref.clusterId());
        try {
            return spec.isPresent()
                    ? Optional.of(Documents.read(spec.get(), ClusterSpec.class))
                            .filter(ClusterSpec::active)
                            .map(ClusterSpec::interval)
                    : Optional.empty();
        } catch (UnreadableDocumentException worst) {
            LOG.atDebug().setCause(worst).log("a cluster's declaration cannot be read; it is taken as looked at");
            return Optional.of(ClusterSpec.DEFAULT_INTERVAL);
        }
    }

    /** How many clusters there are. */
    long clusters() {
        Optional<Reading<Long>> last = counted;
        if (isFresh(last, COUNT_KEPT)) {
            return last.orElseThrow().value();
        }
        long[] clusters = {0};
        each(DocumentKind.CLUSTER_SPEC, hit -> clusters[0]++);
        counted = Optional.of(new Reading<>(clusters[0], ticker.nanos()));
        return clusters[0];
    }

    private boolean isFresh(Optional<? extends Reading<?>> reading, long kept) {
        long now = ticker.nanos();
        return reading.filter(last -> now - last.at() < kept).isPresent();
    }

    private void each(String kind, Consumer<Query.Hit> taker) {
        Optional<String> after = Optional.empty();
        do {
            Page<Query.Hit> page = store.list(new Query(kind, CLUSTERS, after, PART));
            page.items().forEach(taker);
            after = page.next();
        } while (after.isPresent());
    }
}
