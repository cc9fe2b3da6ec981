package io.replicante.examples.quickstart;

import io.replicante.core.Replicante;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.event.Actor;
import io.replicante.spec.json.Manifests;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.PlatformTransport;

/** What the README shows first. */
final class FirstEmbedding {
    private FirstEmbedding() {}

    /** Says what is wrong with a cluster, what would help, and what stands in its way. */
    static String firstLook(String desired, AgentTransport agents, PlatformTransport platforms) {
        try (Replicante replicante = Replicante.builder()
                .inMemory() // later: store(...) and stream(...) on what you already run
                .agents(agents) // reaches the agent beside each node
                .platforms(platforms) // lists nodes, provisions them and gives them back
                .build()) {
            replicante.apply(Manifests.read("desired.yaml", desired), Actor.person("alice"));

            ClusterRef cluster = new ClusterRef("prod", "orders");
            replicante.discover(new PlatformRef("prod", "rack"));
            replicante.orchestrate(cluster); // one cycle; start() goes on by itself until close()
            replicante.orchestrate(cluster); // what was seen once is not yet believed: a second look confirms it

            return replicante.explain(cluster).text();
        }
    }
}
