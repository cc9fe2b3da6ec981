package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.Replicante;
import io.replicante.core.control.Authorisation.Decision;
import io.replicante.core.fixture.Shell;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.StreamKey;
import io.replicante.store.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AuditTrailTest {
    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();

    private static Authorisation call(Actor actor, Decision decision, String reason) {
        return new Authorisation(
                actor,
                "http:get",
                decision,
                new Authorisation.Resource("HttpEndpoint", "/x", Map.of("uri", "/x?y")),
                reason,
                Optional.empty());
    }

    @Test
    void tellsEveryDecisionByItsOwnWordAndInOrder() {
        engine.audit()
                .record(List.of(
                        call(Shell.PERSON, Decision.ALLOW, ""),
                        call(Actor.anonymous(), Decision.DENY, "not you"),
                        call(new Actor("service", "robot"), Decision.ERROR, "no answer")));
        engine.audit().record(List.of());

        List<Event> told = shell.store.events(StreamKey.audit(), 0, 10);
        assertThat(told).extracting(Event::code).containsOnly(EventCodes.AUDIT_AUTHORISATION);
        assertThat(told)
                .extracting(event -> event.payload().path("decision").asText())
                .containsExactly("Allow", "Deny", "Error");
        assertThat(told)
                .extracting(event -> event.payload().at("/entity/kind").asText())
                .containsExactly("user", "anonymous", "service");
        assertThat(told.get(0).payload().has("reason")).isFalse();
        assertThat(told.get(1).payload().path("reason").asText()).isEqualTo("not you");
    }

    @Test
    void leavesAloneWhatDecisionsDependOn() {
        shell.node("n1");
        shell.declare(engine, "n1");
        var before = shell.store.load(Scope.around(Shell.CLUSTER)).revisions();
        engine.audit().record(List.of(call(Shell.PERSON, Decision.ALLOW, "")));
        assertThat(shell.store.load(Scope.around(Shell.CLUSTER)).revisions()).isEqualTo(before);
    }
}
