package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
    private static final String PROVISION = "core.replicante.io/platform.provision";

    @Test
    void acceptsPatience() {
        Told told = new Told().finds("VOTER_LOST").after(Duration.ofSeconds(9)).begins(PROVISION, "", "VOTER_LOST");

        assertThat(Confirmation.check(told.events()).passed()).isTrue();
    }

    @Test
    void refusesHaste() {
        Told told = new Told().finds("VOTER_LOST").begins(PROVISION, "", "VOTER_LOST");

        assertThat(Confirmation.check(told.events()).passed()).isFalse();
    }

    @Test
    void missesADeed() {
        assertThat(Confirmation.check(new Told().finds("VOTER_LOST").events()).passed())
                .isFalse();
    }
}
