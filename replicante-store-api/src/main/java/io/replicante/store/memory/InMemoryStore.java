package io.replicante.store.memory;

import io.replicante.spec.UnavailableException;
import io.replicante.spec.Uuids;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Lease;
import io.replicante.store.Page;
import io.replicante.store.Query;
import io.replicante.store.Reservation;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.StoreDescription;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * The embedded store: a complete {@link Store} in the memory of this process, linearizable, with nothing to set up.
 *
 * <p><b>What it does not do:</b> survive the process; it says so in {@link StoreDescription#survivesRestart()}, and every new
 * one is a new incarnation whose epochs begin at the milliseconds of its creation.
 *
 * <p><b>Bounds:</b> of published events the last {@link Builder#keepPublished} of every stream key are kept. Events that are not
 * published are never dropped, and revisions and event counters outlive what they count, as the contract demands: memory
 * grows with the backlog of the stream, and by a few bytes with every cluster that ever was.
 *
 * <p><b>Thread safety:</b> thread-safe; nothing blocks but for a moment.
 *
 * <p>The {@link Data} outlives the store: close one store and {@link #on} its data open another, as after a restart of an
 * engine, or open several at once, as for several engines.
 */
public final class InMemoryStore implements Store {
    private final Data data;
    private final AtomicBoolean closed = new AtomicBoolean();

    private InMemoryStore(Data data) {
        this.data = data;
    }

    /**
     * Creates an empty store with its defaults.
     *
     * @param time the wall clock; when it is set back, the store's own time goes on at half speed until it has caught up
     * @param random names the incarnation
     * @return the store
     */
    public static InMemoryStore of(InstantSource time, RandomGenerator random) {
        return builder(time, random).build();
    }

    /**
     * Begins an empty store.
     *
     * @param time the wall clock; when it is set back, the store's own time goes on at half speed until it has caught up
     * @param random names the incarnation
     * @return a builder
     */
    public static Builder builder(InstantSource time, RandomGenerator random) {
        return new Builder(time, random);
    }

    /**
     * Opens a store on data that are there already: the same incarnation, the same leases.
     *
     * @param data the data
     * @return the store
     */
    public static InMemoryStore on(Data data) {
        return new InMemoryStore(Objects.requireNonNull(data, "data"));
    }

    /**
     * What this store holds, to open another store on.
     *
     * @return the data, usable after this store was closed
     */
    public Data data() {
        return data;
    }

    /** What a store in memory holds. Thread-safe. */
    public static final class Data {
        private final StoreData content;
        private final InstantSource time;
        private final RandomGenerator random;

        private Data(StoreData content, InstantSource time, RandomGenerator random) {
            this.content = content;
            this.time = time;
            this.random = random;
        }

        /**
         * Copies everything as it is now, as a backup that is restored later: what was acknowledged in between is not in it,
         * so it is another incarnation. Leases and their epochs are in it; new epochs are above both the old ones and the
         * milliseconds of the copy's creation.
         *
         * @return the copy, which changes independently
         */
        public Data copy() {
            return new Data(content.copy(time.instant(), newIncarnation(random)), time, random);
        }
    }

    /** Gathers the options of a store. Not thread-safe. */
    public static final class Builder {
        private final InstantSource time;
        private final RandomGenerator random;
        private int keepPublished = 10_000;

        private Builder(InstantSource time, RandomGenerator random) {
            this.time = Objects.requireNonNull(time, "time");
            this.random = Objects.requireNonNull(random, "random");
        }

        /**
         * Bounds how many events of a stream key are kept; those that are not published are kept whatever their number.
         *
         * @param events how many, at least 0; 10000 unless told otherwise
         * @return this
         */
        public Builder keepPublished(int events) {
            if (events < 0) {
                throw new IllegalArgumentException("keepPublished must be at least 0");
            }
            keepPublished = events;
            return this;
        }

        /**
         * Creates the store.
         *
         * @return an empty store
         */
        public InMemoryStore build() {
            StoreData content = new StoreData(newIncarnation(random), time.instant(), keepPublished);
            return new InMemoryStore(new Data(content, time, random));
        }
    }

    private static String newIncarnation(RandomGenerator random) {
        return Uuids.random(random).toString();
    }

    @Override
    public StoreDescription describe() {
        return open().describe();
    }

    @Override
    public Instant now() {
        return open().now(data.time.instant());
    }

    @Override
    public Snapshot load(Collection<Scope> scopes) {
        return open().load(List.copyOf(scopes));
    }

    @Override
    public CommitResult commit(Commit commit) {
        Commit isolated = isolated(commit);
        CommitResult result = open().commit(data.time.instant(), isolated);
        return result instanceof CommitResult.Committed committed
                ? new CommitResult.Committed(
                        committed.revision(), isolatedEvents(committed.events()), committed.refused())
                : result;
    }

    @Override
    public Page<Query.Hit> list(Query query) {
        return open().list(Objects.requireNonNull(query, "query"));
    }

    @Override
    public List<Lease> claim(ClaimRequest request) {
        requirePositive(request.duration());
        return open().claim(data.time.instant(), request);
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration duration) {
        requirePositive(duration);
        return open().renew(data.time.instant(), Objects.requireNonNull(lease, "lease"), duration);
    }

    @Override
    public void release(Lease lease, Optional<Instant> nextDue) {
        open().release(
                        data.time.instant(),
                        Objects.requireNonNull(lease, "lease"),
                        Objects.requireNonNull(nextDue, "nextDue"));
    }

    @Override
    public List<Event> events(StreamKey key, long after, int limit) {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("limit must be from 1 to 1000");
        }
        return isolatedEvents(open().events(Objects.requireNonNull(key, "key"), after, limit));
    }

    @Override
    public long published(StreamKey key) {
        return open().published(Objects.requireNonNull(key, "key"));
    }

    @Override
    public boolean markPublished(Lease lease, StreamKey key, long sequence) {
        if (!lease.work().equals(WorkKey.of(key))) {
            throw new IllegalArgumentException("a lease on " + lease.work() + " is none on publishing " + key);
        }
        return open().markPublished(data.time.instant(), lease, key, sequence);
    }

    @Override
    public int pruneEvents(Instant before, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1");
        }
        return open().pruneEvents(Objects.requireNonNull(before, "before"), limit);
    }

    @Override
    public void close() {
        closed.set(true);
    }

    private StoreData open() {
        if (closed.get()) {
            throw new UnavailableException("the store is closed");
        }
        return data.content;
    }

    private static void requirePositive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a lease must last longer than nothing");
        }
    }

    /** JSON trees are mutable: nobody outside shares one with the store. */
    private static Commit isolated(Commit commit) {
        return new Commit(
                commit.scope(),
                commit.lease(),
                commit.expected(),
                commit.puts(),
                commit.deletes(),
                isolatedNew(commit.events()),
                commit.due(),
                commit.forget(),
                commit.reservations().stream()
                        .map(reservation -> new Reservation(
                                reservation.budget(),
                                reservation.holder(),
                                reservation.limit(),
                                reservation.domains(),
                                isolated(reservation.had()),
                                isolated(reservation.refused())))
                        .toList(),
                commit.giveBack());
    }

    private static Reservation.Depending isolated(Reservation.Depending depending) {
        return new Reservation.Depending(depending.documents(), isolatedNew(depending.events()));
    }

    private static List<NewEvent> isolatedNew(List<NewEvent> events) {
        return events.stream()
                .map(event -> new NewEvent(
                        event.key(),
                        event.code(),
                        event.time(),
                        event.payload().deepCopy(),
                        event.actor(),
                        event.cause()))
                .toList();
    }

    private static List<Event> isolatedEvents(List<Event> events) {
        return events.stream()
                .map(event -> new Event(
                        event.id(),
                        event.key(),
                        event.sequence(),
                        event.code(),
                        event.time(),
                        event.payload().deepCopy(),
                        event.actor(),
                        event.cause()))
                .toList();
    }
}
