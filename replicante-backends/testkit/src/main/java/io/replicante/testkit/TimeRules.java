package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.NewEvent;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class TimeRules extends StoreRules {
    private static final Duration HOUR = Duration.ofHours(1);

    TimeRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S9.1 due times are kept to the microsecond, of any year")
    void keepsInstants() {
        Instant now = store.now();
        Instant year1970 = Instant.parse("1970-01-01T00:00:00.000001Z");
        commit(Commit.to(SCOPE)
                .due(work("second"), now.minusNanos(1_000))
                .due(work("third"), now)
                .due(work("first"), now.minusNanos(2_000))
                .due(work("old"), year1970)
                .due(work("older"), year1970.minusNanos(1_000)));

        assertThat(dueFor("a"))
                .containsExactly(work("older"), work("old"), work("first"), work("second"), work("third"));
    }

    @Test
    @DisplayName("S9.1 the times of events are kept to the microsecond, of any year")
    void keepsEventTimes() {
        List<Instant> times = List.of(
                Instant.EPOCH,
                Instant.parse("1999-12-31T23:59:59.999999Z"),
                Instant.parse("2025-03-30T01:30:00.000001Z"),
                Instant.parse("2038-01-19T03:14:08Z"),
                Instant.parse("9999-12-31T23:59:59.999999Z"));
        for (Instant time : times) {
            NewEvent event = event(KEY, "a");
            commit(Commit.to(SCOPE)
                    .event(new NewEvent(
                            event.key(), event.code(), time, event.payload(), event.actor(), event.cause())));
        }

        assertThat(store.events(KEY, 0, 10)).extracting(Event::time).isEqualTo(times);
    }

    @Test
    @DisplayName("S9.2 time goes on")
    void goesOn() {
        Instant before = store.now();

        passTime(HOUR);

        assertThat(Duration.between(before, store.now())).isBetween(HOUR, HOUR.plusMinutes(1));
    }

    @Test
    @DisplayName("S9.2 time does not go back when the clock does, not even for a store that is opened then")
    void neverGoesBack() {
        assumeFalse(lacks(StoreAbility.SET_CLOCK_BACK), "the clock cannot be set back");
        passTime(HOUR);
        Instant before = store.now();

        setClockBack(HOUR);

        assertThat(store.now()).isAfterOrEqualTo(before);
        assertThat(openAgain().now()).isAfterOrEqualTo(before);
    }

    @Test
    @DisplayName("S9.2 a clock that is set back neither ends a lease nor keeps it for ever")
    void leasesSurviveTheClock() {
        assumeFalse(lacks(StoreAbility.SET_CLOCK_BACK), "the clock cannot be set back");
        passTime(HOUR);
        Lease lease = lease("a", WORK);

        setClockBack(HOUR);

        commit(Commit.to(SCOPE).under(lease));
        List<Lease> taken = new ArrayList<>();
        for (int round = 0; round < 120 && taken.isEmpty(); round++) {
            passTime(LEASE);
            taken.addAll(store.claim(ClaimRequest.only("b", WORK, LEASE)));
        }
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).epoch()).isGreaterThan(lease.epoch());
        assertThat(taken.get(0).grantedAt()).isAfterOrEqualTo(lease.expiresAt());
    }

    @Test
    @DisplayName("S9.2 a clock that is set back does not keep work from becoming due")
    void workBecomesDueAfterAll() {
        assumeFalse(lacks(StoreAbility.SET_CLOCK_BACK), "the clock cannot be set back");
        passTime(HOUR);
        commitDue(WORK, inAWhile(LEASE));
        setClockBack(HOUR);
        assertThat(claimDue("a")).isEmpty();

        passTime(HOUR.multipliedBy(2));

        assertThat(dueFor("a")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S9.3 time begins with the creation of the store")
    void beginsWithTheCreation() {
        assertThat(store.now()).isAfterOrEqualTo(store.describe().createdAt());
        assertThat(store.describe().createdAt()).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
    }
}
