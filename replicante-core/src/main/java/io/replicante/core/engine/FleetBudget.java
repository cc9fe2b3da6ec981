package io.replicante.core.engine;

import io.replicante.core.cycle.Bearing;
import io.replicante.core.cycle.Unreserved;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.lease.Ticker;
import io.replicante.core.state.ClusterFacts;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Intent;
import io.replicante.core.view.FleetFacts;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Reservation;
import io.replicante.store.Store;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;

/**
 * In how many clusters of the fleet, and in how many failure domains, voluntary work may be under way at one time. A cluster holds a
 * share, taken with the commit that plans such work, for as long as it has an intent of that work: the intent is the reservation, and
 * there is nothing else that could leak. Thread-safe.
 */
public final class FleetBudget {
    /** The budget's name in the store. */
    public static final String VOLUNTARY = "fleet/voluntary";

    private final FleetWatch watch;
    private final SafetySettings settings;

    /**
     * Creates it.
     *
     * @param store knows all clusters and keeps shares
     * @param ticker says when clusters are to be looked at again
     * @param settings how many clusters and failure domains may be worked in
     */
    public FleetBudget(Store store, Ticker ticker, SafetySettings settings) {
        this.watch = new FleetWatch(Objects.requireNonNull(store, "store"), Objects.requireNonNull(ticker, "ticker"));
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /** What is known of all clusters. */
    Evidence<FleetFacts> facts() {
        return watch.look();
    }

    /** Whether others may go on relying on what was written before, instead of on what is found now. */
    boolean stands(ClusterFacts written, ClusterFacts found) {
        Duration kept = settings.fleetMax().dividedBy(2);
        return written.saysTheSameAs(found)
                && written.observed()
                        .flatMap(before -> found.observed()
                                .filter(after -> !after.at().isBefore(before.at())
                                        && after.at().isBefore(before.at().plus(kept))))
                        .isPresent();
    }

    /**
     * Takes a share for a planned step that is voluntary work, or gives back what is not needed any more. What is under way keeps its
     * share, whatever becomes of that for the step.
     */
    void settle(Commit.Builder commit, Assessment assessment, ClusterState after, Contingent contingent) {
        String holder = assessment.loaded().ref().toString();
        boolean needed = after.intents().values().stream().anyMatch(Intent::takesShare);
        boolean had = assessment.before().intents().values().stream().anyMatch(Intent::takesShare);
        if (!needed) {
            if (had) {
                commit.giveBack(VOLUNTARY, holder);
            }
            return;
        }
        Bearing bearing = assessment.output().bearing();
        NavigableSet<String> all = bearing.domains(after, intent -> true);
        boolean underWay = after.intents().values().stream().anyMatch(FleetBudget::isUnderWay);
        NavigableSet<String> held = bearing.domains(after, FleetBudget::isUnderWay);
        if (!underWay) {
            commit.giveBack(VOLUNTARY, holder);
        } else if (!held.equals(all)) {
            commit.reserve(share(holder, held, Reservation.Depending.NOTHING, Reservation.Depending.NOTHING));
        }
        commit.reserve(share(holder, all, contingent.ifHad(), contingent.ifRefused()));
    }

    /** Gives back what was taken for a plan only, in a cluster in which nothing is begun from now on. */
    static void rest(Commit.Builder commit, ClusterRef ref, ClusterState state) {
        if (state.intents().values().stream().noneMatch(FleetBudget::isUnderWay)) {
            commit.giveBack(VOLUNTARY, ref.toString());
        }
    }

    private static boolean isUnderWay(Intent intent) {
        return intent.inFlight() && intent.takesShare();
    }

    private Reservation share(
            String holder, NavigableSet<String> domains, Reservation.Depending had, Reservation.Depending refused) {
        return new Reservation(
                VOLUNTARY,
                holder,
                settings.clustersAtOnce(watch.clusters()),
                new Reservation.Domains(domains, settings.fleetDomains()),
                had,
                refused);
    }

    /** Why a planned intent may not be attempted after a commit; empty when it may. */
    static Optional<String> refusal(CommitResult result, ClusterRef ref, Intent intent) {
        boolean refused = result instanceof CommitResult.Committed committed
                && committed.refused().contains(new Reservation.Share(VOLUNTARY, ref.toString()));
        return refused && intent.takesShare() ? Optional.of(Unreserved.RULE + ": " + Unreserved.WHY) : Optional.empty();
    }
}
