package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Platform;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class PlatformCallRules extends PlatformRules {
    PlatformCallRules(PlatformContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("P4.1 what an interrupted provision says is true")
    void interruptedProvisionsAreHonest() {
        SynchronousQueue<Thread> provisioner = new SynchronousQueue<>();
        List<String> outcomes = RaceBootstrap.race(2, number -> () -> {
            if (number == 1) {
                provisioner.take().interrupt();
                return "";
            }
            provisioner.put(Thread.currentThread());
            try {
                return Long.toString(platform().provision(request(CLUSTER, 3)).count());
            } catch (UnavailableException nothingDone) {
                return "0";
            } catch (IndeterminateException unknown) {
                return "unknown";
            }
        });

        String outcome = outcomes.get(0);
        settled(CLUSTER, nodes -> outcome.equals("unknown") || nodes.size() == Integer.parseInt(outcome));
    }

    @Test
    @DisplayName("P4.2 closing is no end for nodes, and may be repeated")
    void closingStopsNothing() {
        List<DiscoveredNode> before = provision(1);
        Platform other = contract.open();
        other.close();
        other.close();

        assertThat(nodes(CLUSTER)).isEqualTo(before);
    }
}
