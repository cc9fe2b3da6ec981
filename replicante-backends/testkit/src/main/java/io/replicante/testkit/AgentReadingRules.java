package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.AgentNode;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class AgentReadingRules extends AgentRules {
    AgentReadingRules(AgentContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("A1.1 a reading is never older than its call")
    void readingsAreFresh() {
        contract.startProcess();
        AgentNode before = agent().node();
        agent().store();
        agent().shards();

        contract.stopProcess();

        assertThat(agent().node()).isNotEqualTo(before);
    }

    @Test
    @DisplayName("A1.2 an interrupt ends a call that would never be answered")
    void interruptsAreHonoured() {
        assumeFalse(contract.lacks().contains(AgentAbility.HANG), "no node can be made to hang");
        List<Consumer<Agent>> readings = List.of(Agent::node, Agent::store, Agent::shards);
        for (Consumer<Agent> reading : readings) {
            Agent hanging = contract.open(contract.connectToHanging());
            SynchronousQueue<Thread> reader = new SynchronousQueue<>();
            List<String> outcomes = RaceBootstrap.race(2, number -> () -> {
                if (number == 1) {
                    reader.take().interrupt();
                    return "interrupted";
                }
                reader.put(Thread.currentThread());
                try {
                    reading.accept(hanging);
                    return "answered";
                } catch (UnavailableException expected) {
                    return "ended";
                }
            });
            assertThat(outcomes).containsExactly("ended", "interrupted");
        }
    }

    @Test
    @DisplayName("A1.3 the node has the id under which it was discovered")
    void nodeHasItsId() {
        contract.startProcess();

        assertThat(agent().node().nodeId()).isEqualTo(contract.node().nodeId());
    }

    @Test
    @DisplayName("A1.4 the node is read without its process, and has its id then too")
    void nodeNeedsNoProcess() {
        contract.startProcess();
        contract.stopProcess();

        assertThat(agent().node().nodeId()).isEqualTo(contract.node().nodeId());
    }

    @Test
    @DisplayName("A1.5 what only the process knows is not available without it")
    void restNeedsTheProcess() {
        contract.startProcess();
        contract.stopProcess();

        assertThatThrownBy(agent()::store).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(agent()::shards).isInstanceOf(UnavailableException.class);
    }

    @Test
    @DisplayName("A5.1 closing is no end for the node and its actions, and may be repeated")
    void closingStopsNothing() {
        contract.startProcess();
        agent().schedule(loop(1, 2));
        Agent other = contract.open(contract.connect());
        other.close();
        other.close();

        assertThat(end(1).kind()).isEqualTo(ActionKinds.TEST_LOOP);
        agent().store();
    }
}
