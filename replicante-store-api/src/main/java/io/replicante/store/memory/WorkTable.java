package io.replicante.store.memory;

import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.Lease;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Work, when it is due, and who has a lease on it. Confined by the lock of {@link StoreData}. */
final class WorkTable {
    private final Map<WorkKey, Work> works = new HashMap<>();
    private final Map<WorkKey.Kind, NavigableSet<DueEntry>> dues = new EnumMap<>(WorkKey.Kind.class);
    private long epoch;

    private record DueEntry(Instant at, WorkKey key) implements Comparable<DueEntry> {
        @Override
        public int compareTo(DueEntry other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : key.compareTo(other.key);
        }
    }

    private static final class Work {
        private final WorkKey key;
        /** When it is due; null for never. */
        private @Nullable Instant due;
        /** The time that a commit set since the newest lease was granted. */
        private @Nullable Instant requested;
        /** The newest lease, which may have expired; null once it was released. */
        private @Nullable Lease lease;

        private Work(WorkKey key) {
            this.key = key;
        }

        private boolean isHeld(Instant now) {
            return lease != null && now.isBefore(lease.expiresAt());
        }

        private boolean isHeldUnder(Lease claimed, Instant now) {
            return isHeld(now) && lease != null && lease.epoch() == claimed.epoch();
        }

        private boolean isHeldByOther(String owner, Instant now) {
            return isHeld(now) && lease != null && !lease.owner().equals(owner);
        }
    }

    WorkTable(long firstEpoch) {
        epoch = firstEpoch;
    }

    /** A copy that changes independently and whose epochs are above both. */
    WorkTable copy(long atLeast) {
        WorkTable copy = new WorkTable(Math.max(epoch, atLeast));
        works.forEach((key, work) -> {
            Work other = copy.work(key);
            other.requested = work.requested;
            other.lease = work.lease;
            copy.setDue(other, work.due);
        });
        return copy;
    }

    /** Whether a lease fences. */
    boolean isHeld(Lease lease, Instant now) {
        Work work = works.get(lease.work());
        return work != null && work.isHeldUnder(lease, now);
    }

    List<Lease> claim(ClaimRequest request, Instant now) {
        Instant expiresAt = now.plus(request.duration());
        List<Lease> granted = new ArrayList<>();
        for (Work work :
                request.only().isPresent() ? only(request, request.only().get(), now) : due(request, now)) {
            epoch++;
            Lease lease = new Lease(work.key, request.owner(), epoch, now, expiresAt);
            work.lease = lease;
            work.requested = null;
            granted.add(lease);
        }
        return granted;
    }

    private List<Work> only(ClaimRequest request, WorkKey key, Instant now) {
        Work work = work(key);
        return work.isHeldByOther(request.owner(), now) ? List.of() : List.of(work);
    }

    private List<Work> due(ClaimRequest request, Instant now) {
        List<DueEntry> free = new ArrayList<>();
        for (WorkKey.Kind kind : request.kinds()) {
            int ofKind = 0;
            for (DueEntry entry : dues.getOrDefault(kind, Collections.emptyNavigableSet())) {
                if (entry.at().isAfter(now) || ofKind == request.max()) {
                    break;
                }
                if (!work(entry.key()).isHeld(now)) {
                    free.add(entry);
                    ofKind++;
                }
            }
        }
        return free.stream()
                .sorted()
                .limit(request.max())
                .map(entry -> work(entry.key()))
                .toList();
    }

    Optional<Lease> renew(Lease lease, Duration duration, Instant now) {
        if (!isHeld(lease, now)) {
            return Optional.empty();
        }
        Lease renewed = new Lease(lease.work(), lease.owner(), lease.epoch(), now, now.plus(duration));
        work(lease.work()).lease = renewed;
        return Optional.of(renewed);
    }

    /** Ends a lease that is still held. */
    void release(Lease lease, Optional<Instant> nextDue) {
        Work work = work(lease.work());
        work.lease = null;
        nextDue.ifPresent(at -> setDue(work, earlier(work.requested, at)));
        dropIfIdle(work);
    }

    void due(Commit.Due due) {
        Work work = work(due.work());
        if (due.onlyEarlier()) {
            work.requested = earlier(work.requested, due.at());
            setDue(work, earlier(work.due, due.at()));
        } else {
            work.requested = due.at();
            setDue(work, due.at());
        }
    }

    /** Makes work never due, without touching the lease on it. */
    void notDue(WorkKey key) {
        Work work = work(key);
        work.requested = null;
        setDue(work, null);
        dropIfIdle(work);
    }

    void forget(WorkKey key) {
        setDue(work(key), null);
        works.remove(key);
    }

    private Work work(WorkKey key) {
        return works.computeIfAbsent(key, Work::new);
    }

    private void setDue(Work work, @Nullable Instant at) {
        NavigableSet<DueEntry> ofKind = dues.computeIfAbsent(work.key.kind(), kind -> new TreeSet<>());
        if (work.due != null) {
            ofKind.remove(new DueEntry(work.due, work.key));
        }
        if (at != null) {
            ofKind.add(new DueEntry(at, work.key));
        }
        work.due = at;
    }

    private void dropIfIdle(Work work) {
        if (work.due == null && work.lease == null) {
            works.remove(work.key);
        }
    }

    private static Instant earlier(@Nullable Instant present, Instant at) {
        return present != null && present.isBefore(at) ? present : at;
    }
}
