package io.replicante.examples.server.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.core.check.FindingCodes;
import io.replicante.examples.server.QuickServer;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionResult;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A datastore that does not fail over by itself gets no second primary while the first may live. */
class FailoverTest {
    private static final int CYCLES = 4;

    private static QuickServer server;

    @BeforeAll
    static void start() {
        server = new QuickServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void promotesTheOtherOfAPairOnlyAfterTheDeadPrimaryWasStoppedForCertain() {
        try (StubWorld world = Commanded.postgresql("revoked", Software.asynchronousPostgresql(), 2)) {
            AtomicBoolean stops = new AtomicBoolean();
            world.on(
                    ActionKinds.STORE_STOP,
                    (node, action) -> stops.get() ? ActionResult.done() : ActionResult.running());
            Managed managed = Managed.declared(server.client(), world);
            managed.cycles(2);
            world.node("n1").die();

            managed.until(() -> !world.changes(ActionKinds.STORE_STOP).isEmpty());
            managed.cycles(CYCLES);
            JsonNode held = managed.decision(ActionKinds.STORE_PROMOTE);
            assertThat(Managed.verdict(held)).isEqualTo("REFUSED");
            assertThat(Managed.answer(held, "old-primary-revoked")).startsWith("VIOLATED: n1");
            assertThat(kinds(world)).containsExactly(ActionKinds.STORE_STOP);

            stops.set(true);
            managed.until(() -> world.node("n2").copies.containsValue(ShardRole.PRIMARY));
            assertThat(kinds(world)).startsWith(ActionKinds.STORE_STOP, ActionKinds.STORE_PROMOTE);
            assertThat(world.changes(ActionKinds.STORE_PROMOTE))
                    .singleElement()
                    .satisfies(promotion -> assertThat(promotion.receiver()).isEqualTo("n2"));
        }
    }

    private static List<String> kinds(StubWorld world) {
        return world.toAgents().stream().map(Received::what).toList();
    }

    @Test
    void promotesNobodyWhileTheOldPrimaryIsOnlyUnreachable() {
        try (StubWorld world = Commanded.postgresql("pair", Software.asynchronousPostgresql(), 2)) {
            Managed managed = Managed.declared(server.client(), world);
            managed.cycles(2);
            world.node("n1").silence();
            String request = managed.request(ActionKinds.STORE_PROMOTE, "n2");

            managed.cycles(CYCLES);

            assertThat(managed.findings()).contains(FindingCodes.DEAD_PRIMARY);
            JsonNode decision = managed.decisionOn(request);
            assertThat(Managed.verdict(decision)).isEqualTo("REFUSED");
            assertThat(Managed.answer(decision, "old-primary-revoked")).startsWith("VIOLATED: n1 (UNREACHABLE)");
            assertThat(world.toAgents()).isEmpty();
        }
    }
}
