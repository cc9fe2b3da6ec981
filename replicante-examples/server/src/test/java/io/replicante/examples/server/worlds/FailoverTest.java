package io.replicante.examples.server.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.core.check.FindingCodes;
import io.replicante.examples.server.QuickServer;
import io.replicante.spec.agent.ActionKinds;
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
    void promotesNobodyWhileTheOldPrimaryIsOnlyUnreachable() {
        try (StubWorld world = StubWorld.healthy("pair", Software.asynchronousPostgresql(), 2)) {
            Managed managed = Managed.declared(server.client(), world);
            managed.cycles(2);
            world.node("n1").silence();
            String request = managed.request(ActionKinds.STORE_PROMOTE, "n2");

            managed.cycles(CYCLES);

            assertThat(managed.findings()).contains(FindingCodes.DEAD_PRIMARY);
            JsonNode decision = managed.decisionOn(request);
            assertThat(Managed.verdict(decision)).isEqualTo("REFUSED");
            assertThat(world.toAgents()).isEmpty();
        }
    }
}
