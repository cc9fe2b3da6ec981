package io.replicante.spec.agent;

import static io.replicante.spec.agent.Requests.NOW;
import static io.replicante.spec.agent.Requests.id;
import static io.replicante.spec.agent.Requests.request;
import static io.replicante.spec.agent.Requests.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenCheckTest {
    private static final String NOTE = "acme.test/note";

    private final List<UUID> invoked = new ArrayList<>();
    private Instant now = NOW;
    private Optional<String> incarnation = Optional.of("41@noon");

    private final ActionQueue queue = ActionQueue.builder("orders", "node-1", () -> now)
            .incarnation(() -> incarnation)
            .handler(NOTE, action -> {
                invoked.add(action.id());
                return ActionResult.done();
            })
            .build();

    @Test
    void beginsAnActionWhoseTokenHolds() {
        ActionToken token = new ActionToken("store-a", 3, "orders", "node-1", incarnation, NOW.plusSeconds(60));
        now = NOW.plusSeconds(60);
        run(request(1, NOTE, token));

        assertThat(invoked).containsExactly(id(1));
    }

    @Test
    @DisplayName("case 5d, case 13f: what waited too long on its agent does not begin")
    void refusesToBeginTooLate() {
        queue.schedule(request(1, NOTE, token("store-a", 3)));
        now = NOW.plusSeconds(61);
        queue.runOnce();

        assertRefused(1, "may not begin after");
    }

    @Test
    void goesOnWithWhatBeganInTime() {
        queue.schedule(request(1, ActionKinds.TEST_LOOP, token("store-a", 3)));
        queue.runOnce();
        now = NOW.plusSeconds(3600);
        while (queue.runOnce()) {}

        assertThat(queue.find(id(1)).orElseThrow().state().phase()).isEqualTo(ActionPhase.DONE);
    }

    @Test
    @DisplayName("case 25d: an action for another node does nothing")
    void refusesAnActionForAnotherNode() {
        run(request(1, NOTE, new ActionToken("a", 3, "orders", "node-2", Optional.empty(), NOW.plusSeconds(60))));

        assertRefused(1, "for node node-2");
    }

    @Test
    void refusesAnActionForAnotherCluster() {
        run(request(1, NOTE, new ActionToken("a", 3, "carts", "node-1", Optional.empty(), NOW.plusSeconds(60))));

        assertRefused(1, "of cluster carts");
    }

    @Test
    void refusesAnActionForAnIncarnationThatIsGone() {
        ActionToken token = new ActionToken("a", 3, "orders", "node-1", Optional.of("40@dawn"), NOW.plusSeconds(60));
        run(request(1, NOTE, token));
        incarnation = Optional.empty();
        run(request(2, NOTE, token));

        assertRefused(1, "41@noon");
        assertRefused(2, "not running");
    }

    @Test
    void refusesWhenTheIncarnationCannotBeRead() {
        ActionQueue blind = ActionQueue.builder("orders", "node-1", () -> NOW)
                .incarnation(() -> {
                    throw new UnavailableException("no answer");
                })
                .build();
        ActionToken token = new ActionToken("a", 3, "orders", "node-1", Optional.of("40@dawn"), NOW.plusSeconds(60));
        blind.schedule(request(1, ActionKinds.TEST_SUCCESS, token));
        blind.runOnce();

        assertThat(blind.find(id(1)).orElseThrow().state().error().orElseThrow().toString())
                .contains("not known: no answer");
    }

    @Test
    @DisplayName("case 16d: a new store is not refused by agents that saw greater epochs of another one")
    void refusesAnOlderEpochOfTheSameIssuerOnly() {
        run(request(1, NOTE, token("store-a", 5)));
        run(request(2, NOTE, token("store-a", 4)));
        run(request(3, NOTE, token("store-b", 1)));
        run(request(4, NOTE, token("store-a", 5)));

        assertRefused(2, "epoch is 4");
        assertThat(invoked).containsExactly(id(1), id(3), id(4));
    }

    @Test
    void doesNotFailWhatArrivedBeforeANewerEpoch() {
        queue.schedule(request(1, NOTE, token("store-a", 4)));
        queue.schedule(request(2, NOTE, token("store-a", 5)));
        queue.runOnce();
        queue.runOnce();

        assertThat(invoked).containsExactly(id(1), id(2));
    }

    @Test
    void learnsNoEpochFromATokenForAnotherCluster() {
        run(request(1, NOTE, new ActionToken("a", 9, "carts", "node-1", Optional.empty(), NOW.plusSeconds(60))));
        run(request(2, NOTE, token("a", 4)));

        assertThat(invoked).containsExactly(id(2));
    }

    @Test
    void acceptsNoRequestWithATokenThatCannotBeRead() {
        ActionRequest garbled =
                new ActionRequest(id(1), NOTE, NullNode.instance, NOW, Map.of("replicante.io/token.issuer", "store-a"));

        assertThatThrownBy(() -> queue.schedule(garbled)).isInstanceOf(UnsupportedException.class);
        assertThat(queue.find(id(1))).isEmpty();
    }

    private void run(ActionRequest request) {
        queue.schedule(request);
        queue.runOnce();
    }

    private void assertRefused(long number, String reason) {
        ActionState state = queue.find(id(number)).orElseThrow().state();
        assertThat(state.phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(state.error().orElseThrow().path("error_msg").asText()).contains(reason);
        assertThat(invoked).doesNotContain(id(number));
    }
}
