package io.replicante.core.discover;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.connect.Platforms;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.Listing;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.lease.Ticker;
import io.replicante.core.telemetry.LogKeys;
import io.replicante.core.telemetry.Spans;
import io.replicante.core.telemetry.Telemetry;
import io.replicante.core.view.Mode;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.ReplicanteException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discovers platforms. What changed is remembered cluster by cluster; what did not costs one row for the whole platform, which
 * says how fresh all the rest is, and is written last. A cluster that is listed wrongly keeps what is remembered of it. Thread-safe.
 */
public final class Discoverer {
    private static final Logger LOG = LoggerFactory.getLogger(Discoverer.class);
    private static final Duration STORE = Duration.ofSeconds(2);
    private static final String STALE = "the store refused what was listed under it";

    private final Store store;
    private final Platforms platforms;
    private final BoundedCalls calls;
    private final DiscoveryLimits limits;
    private final Telemetry telemetry;
    private final Ticker ticker;
    private final Actor actor;
    private final ClusterListing clusters;

    /**
     * Creates a discoverer.
     *
     * @param store remembers
     * @param platforms reaches platforms
     * @param calls bounds the listings
     * @param limits how much at once
     * @param telemetry records what happens
     * @param ticker measures durations
     * @param random names clusters that were not declared
     * @param engine names the instance
     */
    public Discoverer(
            Store store,
            Platforms platforms,
            BoundedCalls calls,
            DiscoveryLimits limits,
            Telemetry telemetry,
            Ticker ticker,
            RandomGenerator random,
            String engine) {
        this.store = Objects.requireNonNull(store, "store");
        this.platforms = Objects.requireNonNull(platforms, "platforms");
        this.calls = Objects.requireNonNull(calls, "calls");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.telemetry = Objects.requireNonNull(telemetry, "telemetry");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        actor = Actor.engine(engine);
        clusters = new ClusterListing(store, random, actor);
    }

    /**
     * Discovers a platform and gives the lease back. Failures are logged and are in the report.
     *
     * @param ref the platform
     * @param lease the lease on discovering it
     * @return what was done
     */
    public DiscoveryReport discover(PlatformRef ref, HeldLease lease) {
        return telemetry.in(Spans.DISCOVER, ref.nsId() + "/" + ref.name(), () -> {
            long began = ticker.nanos();
            Instant startedAt = lease.instant();
            Round round = new Round(ref, lease, startedAt);
            DiscoveryReport report = report(ref, round);
            telemetry.discovery(
                    report.outcome().name().toLowerCase(Locale.ROOT), Duration.ofNanos(ticker.nanos() - began));
            telemetry.outcome(report.outcome().name());
            release(ref, lease, startedAt.plus(round.nextIn(report.outcome())));
            return report;
        });
    }

    private static DiscoveryReport report(PlatformRef ref, Round round) {
        DiscoveryReport report;
        try {
            report = round.run();
        } catch (ReplicanteException unusable) {
            report = DiscoveryReport.ended(DiscoveryReport.Outcome.STORE_FAILED, String.valueOf(unusable.getMessage()));
        }
        if (report.outcome() != DiscoveryReport.Outcome.COMPLETED
                || !report.refused().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.PLATFORM, ref.nsId() + "/" + ref.name())
                    .addKeyValue(LogKeys.OUTCOME, report.outcome())
                    .addKeyValue(
                            LogKeys.REASON, report.reason() + report.refused().values())
                    .log("a discovery was not complete");
        }
        return report;
    }

    private static void release(PlatformRef ref, HeldLease lease, Instant nextDue) {
        try {
            lease.release(Optional.of(nextDue));
        } catch (ReplicanteException unusable) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.PLATFORM, ref.nsId() + "/" + ref.name())
                    .setCause(unusable)
                    .log("the lease could not be given back and expires by itself");
        }
    }

    /** One discovery of one platform. */
    private final class Round {
        private final PlatformRef ref;
        private final HeldLease lease;
        private final Instant startedAt;
        private final Map<String, Listing.Refused> refused = new TreeMap<>();
        private Duration interval = PlatformSpec.DEFAULT_INTERVAL;
        private Listing last = Listing.NONE;
        private boolean isEmptied;
        private int good;
        private int changed;

        private Round(PlatformRef ref, HeldLease lease, Instant startedAt) {
            this.ref = ref;
            this.lease = lease;
            this.startedAt = startedAt;
        }

        private Duration nextIn(DiscoveryReport.Outcome outcome) {
            return switch (outcome) {
                case UNAVAILABLE, STORE_FAILED, LEASE_LOST, HELD_ELSEWHERE ->
                    limits.retry().compareTo(interval) < 0 ? limits.retry() : interval;
                case COMPLETED, REFUSED, INACTIVE, NOT_DECLARED -> interval;
            };
        }

        private DiscoveryReport run() {
            Scope namespace = Scope.namespace(ref.nsId());
            Snapshot snapshot = store.load(List.of(namespace, Listing.scope(ref.nsId())));
            Optional<Namespace> declared;
            Optional<PlatformSpec> platform;
            try {
                declared = read(snapshot.find(namespace, DocumentKind.NAMESPACE, ref.nsId()), Namespace.class);
                platform = read(snapshot.find(namespace, DocumentKind.PLATFORM, ref.name()), PlatformSpec.class);
                last = read(snapshot.find(Listing.scope(ref.nsId()), DocumentKind.LISTING, ref.name()), Listing.class)
                        .orElse(Listing.NONE);
            } catch (UnreadableDocumentException kept) {
                return ended(DiscoveryReport.Outcome.NOT_DECLARED, String.valueOf(kept.getMessage()));
            }
            if (declared.isEmpty() || platform.isEmpty()) {
                return ended(DiscoveryReport.Outcome.NOT_DECLARED, "the platform or its namespace is not declared");
            }
            interval = platform.get().discoveryInterval();
            isEmptied = declared.get().status() == NamespaceStatus.DELETING;
            if (!Mode.isWatched(declared.get()) || !platform.get().active()) {
                return ended(DiscoveryReport.Outcome.INACTIVE, "the platform or its namespace is not active");
            }
            return list(platform.get());
        }

        private DiscoveryReport list(PlatformSpec platform) {
            Duration needed = limits.deadline().plus(STORE);
            if (!lease.keep(needed)) {
                return ended(DiscoveryReport.Outcome.LEASE_LOST, lease.obstacle(needed));
            }
            Discovery discovery;
            try {
                discovery = calls.call("listing platform " + ref.name(), limits.deadline(), () -> answer(platform));
            } catch (UnavailableException | IndeterminateException unanswered) {
                return fail(
                        DiscoveryReport.Outcome.UNAVAILABLE,
                        EventCodes.PLATFORM_DISCOVERY_FAILED,
                        String.valueOf(unanswered.getMessage()));
            } catch (RuntimeException garbage) {
                return refuse(garbage.toString());
            }
            ListingCheck check = new ListingCheck(ref.nsId(), limits);
            Optional<String> refusal = check.refusal(discovery);
            return refusal.isPresent() ? refuse(refusal.get()) : remember(check.check(discovery));
        }

        private Discovery answer(PlatformSpec spec) {
            try (Platform platform = platforms.connect(spec)) {
                return Objects.requireNonNull(platform.discover(), "the platform answered nothing");
            }
        }

        private DiscoveryReport remember(ListingCheck.Checked checked) {
            StoredListings stored = StoredListings.read(store, ref.nsId());
            checked.refused().forEach((id, reason) -> refuse(stored, id, reason));
            checked.nameless().ifPresent(reason -> refused.put("", new Listing.Refused(reason, last.observedAt())));
            for (Map.Entry<String, List<DiscoveredNode>> cluster :
                    listed(checked, stored).entrySet()) {
                if (!lease.keep(STORE)) {
                    return ended(DiscoveryReport.Outcome.LEASE_LOST, lease.obstacle(STORE));
                }
                ClusterListing.Result result = remember(stored, cluster.getKey(), cluster.getValue());
                if (result instanceof ClusterListing.Result.LeaseLost) {
                    return ended(DiscoveryReport.Outcome.LEASE_LOST, STALE);
                }
                if (result instanceof ClusterListing.Result.Refused bad) {
                    refuse(stored, cluster.getKey(), bad.reason());
                } else {
                    good++;
                    changed += result instanceof ClusterListing.Result.Changed ? 1 : 0;
                }
            }
            return commit(
                            new Listing(Optional.of(startedAt), Optional.empty(), refused),
                            EventCodes.PLATFORM_DISCOVERY_REFUSED)
                    ? ended(DiscoveryReport.Outcome.COMPLETED, "")
                    : ended(DiscoveryReport.Outcome.LEASE_LOST, STALE);
        }

        /** What was listed without fault, and an empty listing for each cluster of this platform that was not listed at all. */
        private Map<String, List<DiscoveredNode>> listed(ListingCheck.Checked checked, StoredListings stored) {
            Map<String, List<DiscoveredNode>> listed = new TreeMap<>(checked.good());
            for (String id : stored.declared().keySet()) {
                boolean ours = stored.owner(id).equals(Optional.of(ref));
                if (ours && !listed.containsKey(id) && !checked.refused().containsKey(id)) {
                    if (checked.nameless().isEmpty()) {
                        listed.put(id, List.of());
                    } else {
                        refuse(
                                stored,
                                id,
                                "it is not listed, and " + checked.nameless().get());
                    }
                }
            }
            return listed;
        }

        private ClusterListing.Result remember(StoredListings stored, String id, List<DiscoveredNode> nodes) {
            Optional<PlatformRef> owner = stored.owner(id);
            if (owner.isPresent() && !owner.get().equals(ref)) {
                return new ClusterListing.Result.Refused(
                        "cluster " + id + " belongs to platform " + owner.get().name());
            }
            if (isEmptied && !stored.declared().containsKey(id)) {
                return new ClusterListing.Result.Same();
            }
            boolean same = stored.declared().containsKey(id)
                    && stored.entry(id)
                            .filter(entry -> entry.platform().equals(ref)
                                    && entry.nodes().equals(ClusterListing.ordered(nodes)))
                            .isPresent();
            return same
                    ? new ClusterListing.Result.Same()
                    : clusters.remember(new ClusterRef(ref.nsId(), id), ref, nodes, startedAt, lease);
        }

        private void refuse(StoredListings stored, String id, String reason) {
            Optional<Instant> goodAt = stored.entry(id)
                    .filter(entry -> entry.platform().equals(ref))
                    .map(entry -> last.freshness(new ClusterRef(ref.nsId(), id), entry.observedAt()));
            refused.put(id, new Listing.Refused(reason, goodAt));
        }

        /** Refuses a whole answer: nothing that is remembered of any cluster gets fresher by it. */
        private DiscoveryReport refuse(String reason) {
            return fail(DiscoveryReport.Outcome.REFUSED, EventCodes.PLATFORM_DISCOVERY_REFUSED, reason);
        }

        /** Remembers why there is no listing, so that every cluster of the platform can say so. */
        private DiscoveryReport fail(DiscoveryReport.Outcome outcome, String code, String reason) {
            String said = reason.length() <= limits.text() ? reason : reason.substring(0, limits.text());
            boolean known = last.refusal().equals(Optional.of(said));
            boolean kept = known || commit(new Listing(last.observedAt(), Optional.of(said), last.refused()), code);
            return ended(kept ? outcome : DiscoveryReport.Outcome.LEASE_LOST, said);
        }

        private boolean commit(Listing listing, String code) {
            Commit.Builder commit = Commit.to(Listing.scope(ref.nsId()))
                    .under(lease.lease())
                    .put(Documents.write(DocumentKind.LISTING, ref.name(), listing));
            listing.refusal()
                    .filter(reason -> !last.refusal().equals(Optional.of(reason)))
                    .ifPresent(reason -> commit.event(refusal(code, "", reason)));
            listing.refused().forEach((id, bad) -> {
                Listing.Refused before = last.refused().get(id);
                if (before == null || !before.reason().equals(bad.reason())) {
                    commit.event(refusal(EventCodes.PLATFORM_DISCOVERY_REFUSED, id, bad.reason()));
                }
            });
            return store.commit(commit.build()) instanceof CommitResult.Committed;
        }

        private NewEvent refusal(String code, String clusterId, String reason) {
            ObjectNode payload = JsonNodeFactory.instance.objectNode();
            payload.put("ns_id", ref.nsId()).put("platform", ref.name());
            payload.put("cluster_id", clusterId).put("reason", reason);
            return new NewEvent(
                    StreamKey.platform(ref.nsId(), ref.name()),
                    code,
                    lease.instant(),
                    payload,
                    actor,
                    Optional.empty());
        }

        private DiscoveryReport ended(DiscoveryReport.Outcome outcome, String reason) {
            Map<String, String> reasons = new TreeMap<>();
            refused.forEach((id, bad) -> reasons.put(id, bad.reason()));
            return new DiscoveryReport(outcome, reason, good, changed, reasons);
        }
    }

    private static <T> Optional<T> read(Optional<Document> document, Class<T> type) throws UnreadableDocumentException {
        return document.isPresent() ? Optional.of(Documents.read(document.get(), type)) : Optional.empty();
    }
}
