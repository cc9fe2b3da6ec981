package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.plan.Candidates;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Retry;
import io.replicante.spec.agent.ActionKinds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures are counted together, and which of them stand against another try. */
class RetriesTest {
    private final FixtureWorld world = FixtureWorld.of("").then(4, "");
    private final Candidate restart = world.candidate(ActionKinds.STORE_RESTART, "b");
    private final Candidate machine = Candidates.of(world.situation(), "test").provision("members", false, List.of());

    @Test
    void failuresOfAKindOnANodeAreCountedTogether() {
        assertThat(Retries.key(restart)).isEqualTo(Retry.key(ActionKinds.STORE_RESTART, "b"));
        assertThat(Retries.keys(restart)).containsExactly(Retries.key(restart));
        assertThat(Retries.key(machine)).contains(" for members");
    }

    /** Whichever of them it was: another machine of the same kind would be lost the same way. */
    @Test
    void aNewMachineIsHeldUpByNewcomersThatWereLost() {
        assertThat(Retries.newcomers(Optional.of("members"))).isEqualTo("joining of members");
        assertThat(Retries.newcomers(Optional.empty())).isEqualTo("joining");
        assertThat(Retries.keys(machine)).containsExactly(Retries.key(machine), "joining of members", "joining");
    }

    @Test
    void theFailureThatStandsLongestCounts() {
        assertThat(against(machine)).isEmpty();
        assertThat(against(machine, retry("joining", 0, 0)))
                .as("ended well since")
                .isEmpty();
        assertThat(against(machine, retry("joining", 1, 0), retry("joining of others", 9, 0)))
                .contains("joining");
        assertThat(against(machine, retry("joining", 1, 0), retry("joining of members", 4, 0)))
                .contains("joining of members");
        assertThat(against(machine, retry("joining", 4, 0), retry("joining of members", 1, 0)))
                .contains("joining");
        assertThat(against(machine, retry("joining", 1, 0), retry("joining of members", 1, 3)))
                .as("of two that wait as long, the later one")
                .contains("joining");
        assertThat(against(restart, retry("joining", 1, 0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 4", "4, 8"})
    void eachFailureInARowDoublesTheWait(int failures, int times) {
        assertThat(Retries.waitAfter(failures, SafetySettings.DEFAULT))
                .isEqualTo(SafetySettings.DEFAULT.retryBase().multipliedBy(times));
    }

    @Test
    void noWaitIsLongerThanTheLongest() {
        Duration most = SafetySettings.DEFAULT.retryMax();

        assertThat(Retries.waitAfter(1_000, SafetySettings.DEFAULT)).isEqualTo(most);
        assertThat(Retries.until(retry("joining", 1_000, 0), SafetySettings.DEFAULT))
                .isEqualTo(world.now().plus(most));
    }

    private Retry retry(String key, int failures, long secondsAgo) {
        Instant at = world.now().minusSeconds(secondsAgo);
        return new Retry(key, failures, failures, at, "no effect");
    }

    private Optional<String> against(Candidate candidate, Retry... retries) {
        NavigableMap<String, Retry> failed = new TreeMap<>();
        for (Retry each : retries) {
            failed.put(each.key(), each);
        }
        FixtureWorld now = FixtureWorld.of("")
                .then(4, "")
                .stored(state -> state.toBuilder().retries(failed).build());
        return Retries.against(FixtureCases.of(now, candidate)).map(Retry::key);
    }
}
