package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.ActionState;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class FaultyAgentTest {
    private static final AgentEndpoint ENDPOINT = new AgentEndpoint(new NodeRef(StoreRules.CLUSTER, "n1"), "fake://n1");
    private static final ActionRequest RESTART = new ActionRequest(
            new UUID(0, 1), "test/restart", JsonNodeFactory.instance.nullNode(), Instant.EPOCH, Map.of());

    private static final ActionExecution EXECUTION = new ActionExecution(
            RESTART.args(),
            RESTART.createdTime(),
            Optional.empty(),
            RESTART.id(),
            RESTART.kind(),
            RESTART.metadata(),
            Instant.EPOCH,
            new ActionState(ActionPhase.NEW, Optional.empty(), Optional.empty()));

    private final List<String> calls = new ArrayList<>();
    private final FaultPlan plan = new FaultPlan();
    private final AgentTransport transport = new FaultyAgentTransport(new FakeTransport(), endpoint -> plan);

    @Test
    void handsEveryCallOn() {
        assertThat(transport.schemes()).containsExactly("fake");
        Agent agent = transport.connect(ENDPOINT);

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(agent::node);
        assertThat(agent.store().clusterId()).isEqualTo("own name");
        assertThat(agent.shards().shards()).isEmpty();
        assertThat(agent.queuedActions().complete()).isTrue();
        assertThat(agent.finishedActions().complete()).isFalse();
        assertThat(agent.action(RESTART.id())).contains(EXECUTION);
        agent.schedule(RESTART);
        agent.close();

        assertThat(calls)
                .containsExactly(
                        "connect", "node", "store", "shards", "queued", "finished", "action", "schedule", "close");
        assertThat(plan.calls())
                .containsExactly(
                        Boundary.AGENT_CONNECT,
                        Boundary.AGENT_NODE,
                        Boundary.AGENT_STORE,
                        Boundary.AGENT_SHARDS,
                        Boundary.AGENT_QUEUED_ACTIONS,
                        Boundary.AGENT_FINISHED_ACTIONS,
                        Boundary.AGENT_ACTION,
                        Boundary.AGENT_SCHEDULE);
    }

    @Test
    void aRequestThatArrivesTwiceIsRefusedTheSecondTime() {
        Agent agent = transport.connect(ENDPOINT);
        plan.next(Boundary.AGENT_SCHEDULE, Fault.twice());

        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> agent.schedule(RESTART));

        assertThat(calls).containsExactly("connect", "schedule", "schedule");
    }

    @Test
    void mayBeOutOfReach() {
        plan.always(Boundary.AGENT_STORE, Fault.unavailable());
        Agent agent = transport.connect(ENDPOINT);

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(agent::store);

        assertThat(calls).containsExactly("connect");
    }

    private final class FakeTransport implements AgentTransport {
        @Override
        public Set<String> schemes() {
            return Set.of("fake");
        }

        @Override
        public Agent connect(AgentEndpoint endpoint) {
            calls.add("connect");
            return new FakeAgent();
        }
    }

    private final class FakeAgent implements Agent {
        private final Set<UUID> known = new HashSet<>();

        @Override
        public AgentNode node() {
            calls.add("node");
            throw new UnavailableException("the node is switched off");
        }

        @Override
        public StoreExtras store() {
            calls.add("store");
            return new StoreExtras("own name", Map.of());
        }

        @Override
        public ShardsInfo shards() {
            calls.add("shards");
            return new ShardsInfo(List.of());
        }

        @Override
        public ActionList queuedActions() {
            calls.add("queued");
            return new ActionList(List.of(), true);
        }

        @Override
        public ActionList finishedActions() {
            calls.add("finished");
            return new ActionList(List.of(), false);
        }

        @Override
        public Optional<ActionExecution> action(UUID id) {
            calls.add("action");
            return Optional.of(EXECUTION);
        }

        @Override
        public void schedule(ActionRequest request) {
            calls.add("schedule");
            if (!known.add(request.id())) {
                throw new ConflictException(request.id() + " is known");
            }
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
