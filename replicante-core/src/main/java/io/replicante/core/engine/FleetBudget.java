package io.replicante.core.engine;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.lease.Ticker;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Intent;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Document;
import io.replicante.store.Page;
import io.replicante.store.Query;
import io.replicante.store.Reservation;
import io.replicante.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * In how many clusters of the fleet voluntary work may be under way at one time. A cluster holds a share, taken with the commit that
 * plans such work, for as long as it has an intent of that work: the intent is the reservation, and there is nothing else that could
 * leak. Thread-safe.
 */
public final class FleetBudget {
    /** The budget's name in the store. */
    public static final String VOLUNTARY = "fleet/voluntary";

    private static final String NO_SHARE =
            "reserved: voluntary work is under way in as many clusters as may be at one time";
    private static final int PART = 1_000;
    private static final long KEPT = Duration.ofMinutes(1).toNanos();

    /** How many clusters there were, and when they were counted. */
    private record Count(long clusters, long at) {}

    private final Store store;
    private final Ticker ticker;
    private final double share;
    private volatile Optional<Count> counted = Optional.empty();

    /**
     * Creates it.
     *
     * @param store counts clusters and keeps shares
     * @param ticker says when they are to be counted again
     * @param share the share of all clusters, from 0 to 1; one cluster may always be worked in
     */
    public FleetBudget(Store store, Ticker ticker, double share) {
        this.store = Objects.requireNonNull(store, "store");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        this.share = share;
    }

    /** Takes a share for a planned step that is voluntary work, or gives back the one that is not needed any more. */
    void settle(Commit.Builder commit, ClusterRef ref, ClusterState before, ClusterState after) {
        boolean needed = after.intents().values().stream().anyMatch(FleetBudget::needsShare);
        boolean had = before.intents().values().stream().anyMatch(FleetBudget::needsShare);
        if (needed) {
            commit.reserve(new Reservation(VOLUNTARY, ref.toString(), limit(), planned(commit, after), List.of()));
        } else if (had) {
            commit.giveBack(VOLUNTARY, ref.toString());
        }
    }

    /** What is planned is put as waiting, and put as allowed only if the share was had: so everybody can see why it waits. */
    private static List<Document> planned(Commit.Builder commit, ClusterState after) {
        List<Document> allowed = new ArrayList<>();
        after.intents().values().stream()
                .filter(intent -> intent.phase() == Intent.Phase.PLANNED && needsShare(intent))
                .forEach(intent -> {
                    String id = intent.id().toString();
                    allowed.add(Documents.write(DocumentKind.INTENT, id, intent));
                    commit.put(Documents.write(DocumentKind.INTENT, id, intent.become(Intent.Phase.PLANNED, NO_SHARE)));
                });
        return allowed;
    }

    /** Why a planned intent may not be attempted after a commit; empty when it may. */
    static Optional<String> refusal(CommitResult result, ClusterRef ref, Intent intent) {
        boolean refused = result instanceof CommitResult.Committed committed
                && committed.refused().contains(new Reservation.Share(VOLUNTARY, ref.toString()));
        return refused && needsShare(intent) ? Optional.of(NO_SHARE) : Optional.empty();
    }

    private static boolean needsShare(Intent intent) {
        return intent.candidate().work() == WorkClass.VOLUNTARY
                && !intent.candidate().effect().isNone();
    }

    private int limit() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.floor(clusters() * share)));
    }

    private long clusters() {
        long now = ticker.nanos();
        Optional<Count> last = counted.filter(count -> now - count.at() < KEPT);
        if (last.isPresent()) {
            return last.get().clusters();
        }
        long clusters = 0;
        Optional<String> after = Optional.empty();
        do {
            Page<Query.Hit> page = store.list(new Query(DocumentKind.CLUSTER_SPEC, "cluster/", after, PART));
            clusters += page.items().size();
            after = page.next();
        } while (after.isPresent());
        counted = Optional.of(new Count(clusters, now));
        return clusters;
    }
}
