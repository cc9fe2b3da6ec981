package io.replicante.agent.zookeeper;

import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionQueue;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.Supervisor;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * Observes one ZooKeeper server and runs actions on it, from within the process of its host.
 *
 * <p>What is observed comes from the server itself, by four letter words over its client port, and from its supervisor;
 * membership is changed by dynamic reconfiguration. Nothing is answered from memory. Observing opens no session, so it
 * writes nothing into the ensemble.
 *
 * <p><b>Status.</b> A machine on which no server was set up is {@code NOT_IN_CLUSTER}; a server whose process does not run or
 * does not answer is {@code UNAVAILABLE}; one without a leader is {@code UNHEALTHY}; one that the configuration names and
 * that serves is {@code HEALTHY}. One that the configuration does not name is {@code JOINING_CLUSTER} before its first vote
 * and {@code LEAVING_CLUSTER} after its last.
 *
 * <p><b>Copies.</b> There is one shard, {@value #SHARD}. Offsets are transaction ids, and their term is the epoch of the
 * leader. What a leader reports is never below a write that it has acknowledged. A copy that has no vote is
 * {@code Recovering} while it joins; observers and servers that were removed are {@code Other}.
 *
 * <p><b>Actions.</b> {@code cluster.learn} ({@code members}: the text of the configuration) on an idle machine;
 * {@code cluster.add} ({@code node}: the member address of the server that gets a vote), {@code cluster.swap}
 * ({@code join}: likewise, {@code leave}: a server) and {@code cluster.remove} ({@code node}: a server) on a member;
 * {@code store.restart}. Servers that leave are named by id, by member address or by the name of their node. An action
 * ends well when its effect was seen; adding what is there and removing what is gone end well and change nothing. One that
 * ends badly may still take effect where its error says so.
 *
 * <p><b>Thread safety:</b> safe. <b>Failure:</b> as {@link Agent} says.
 */
public final class ZooKeeperAgent implements Agent {

    /** The id of the one shard. */
    public static final String SHARD = "zookeeper";

    /** The store id that is reported. */
    public static final String STORE_ID = "zookeeper";

    private final NodeReport nodes;
    private final StoreReport stores;
    private final ServerProbe probe;
    private final ActionQueue actions;

    private ZooKeeperAgent(Builder builder) {
        ServerDirectory directory = builder.directory;
        HostPort client = HostPort.parse(directory.self().client());
        probe = new ServerProbe(
                directory, builder.supervisor, new FourLetterClient(client, builder.readDeadline, builder.nanoTicker));
        nodes = new NodeReport(builder.node, directory, builder.attributes);
        stores = new StoreReport(builder.node.cluster().clusterId(), directory);
        actions = queue(builder, probe, new Reconfiguration(client, builder.changeDeadline));
    }

    private static ActionQueue queue(Builder builder, ServerProbe probe, Reconfiguration reconfiguration) {
        ServerDirectory directory = builder.directory;
        Supervisor supervisor = builder.supervisor;
        InstantSource clock = builder.clock;
        ActionLimits limits = builder.limits;
        ServerNames names = builder.names;
        ChangeAction.Maker changes = reader -> new ChangeAction(
                reader,
                reconfiguration,
                clock,
                limits.change(),
                directory.self().serverId());
        return ActionQueue.builder(builder.node.cluster().clusterId(), builder.node.nodeId(), clock)
                .incarnation(() -> supervisor.state().incarnation())
                .handler(
                        ActionKinds.CLUSTER_LEARN, new LearnAction(directory, supervisor, probe, clock, limits.learn()))
                .handler(ActionKinds.CLUSTER_ADD, changes.make(args -> MembershipChange.add(args.server("node"))))
                .handler(
                        ActionKinds.CLUSTER_SWAP,
                        changes.make(args -> MembershipChange.swap(args.server("join"), args.serverId("leave", names))))
                .handler(
                        ActionKinds.CLUSTER_REMOVE,
                        changes.make(args -> MembershipChange.remove(args.serverId("node", names))))
                .handler(ActionKinds.STORE_RESTART, new RestartAction(directory, supervisor, probe, clock, limits))
                .build();
    }

    /**
     * Begins an agent.
     *
     * @param node the node as the platform names it
     * @param directory the directory of its server
     * @param supervisor starts and stops the process of that server, and tells its incarnations apart
     * @param clock tells when actions arrive, begin and must be over
     * @param nanoTicker a monotonic clock in nanoseconds, for the deadlines of readings
     * @return a builder with the defaults
     */
    public static Builder builder(
            NodeRef node,
            ServerDirectory directory,
            Supervisor supervisor,
            InstantSource clock,
            LongSupplier nanoTicker) {
        return new Builder(node, directory, supervisor, clock, nanoTicker);
    }

    /**
     * Runs actions from now on until {@link #stop}. Call it once.
     *
     * @param executor runs them; an action occupies a thread for at most a few seconds at a time
     * @param interval from the end of one step to the start of the next
     * @throws IllegalStateException when it was called before
     */
    public void start(ScheduledExecutorService executor, Duration interval) {
        actions.start(executor, interval);
    }

    @Override
    public AgentNode node() {
        return nodes.of(read());
    }

    @Override
    public StoreExtras store() {
        Reading.Serving serving = serving();
        try {
            boolean leads = serving.answer().mode() == ServerAnswer.Mode.LEADER;
            return stores.extras(serving, leads ? probe.syncedFollowers() : Optional.empty());
        } catch (IOException e) {
            throw new UnavailableException("the leader did not answer all questions", e);
        }
    }

    @Override
    public ShardsInfo shards() {
        try {
            return stores.shards(serving());
        } catch (IOException e) {
            throw new UnavailableException("the server's files cannot be read", e);
        }
    }

    @Override
    public ActionList queuedActions() {
        return actions.queued();
    }

    @Override
    public ActionList finishedActions() {
        return actions.finished();
    }

    @Override
    public Optional<ActionExecution> action(UUID id) {
        return actions.find(id);
    }

    @Override
    public void schedule(ActionRequest request) {
        actions.schedule(request);
    }

    /** Runs no further step of an action, and interrupts the one that runs. The server goes on. Idempotent. */
    public void stop() {
        actions.close();
    }

    private Reading.Serving serving() {
        Reading reading = read();
        if (reading instanceof Reading.Serving serving) {
            return serving;
        }
        throw new UnavailableException("the server does not serve: " + reading);
    }

    private Reading read() {
        try {
            return probe.read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while the server was asked", e);
        }
    }

    /** Collects what an agent needs. Not thread-safe. */
    public static final class Builder {
        private final NodeRef node;
        private final ServerDirectory directory;
        private final Supervisor supervisor;
        private final InstantSource clock;
        private final LongSupplier nanoTicker;
        private final Map<String, AttributeValue> attributes = new HashMap<>();
        private ServerNames names = ServerNames.numbers();
        private ActionLimits limits = ActionLimits.defaults();
        private Duration readDeadline = Duration.ofSeconds(1);
        private Duration changeDeadline = Duration.ofSeconds(3);

        private Builder(
                NodeRef node,
                ServerDirectory directory,
                Supervisor supervisor,
                InstantSource clock,
                LongSupplier nanoTicker) {
            this.node = Objects.requireNonNull(node, "node");
            this.directory = Objects.requireNonNull(directory, "directory");
            this.supervisor = Objects.requireNonNull(supervisor, "supervisor");
            this.clock = Objects.requireNonNull(clock, "clock");
            this.nanoTicker = Objects.requireNonNull(nanoTicker, "nanoTicker");
        }

        /**
         * Adds a fact that is reported of the node as it is, for example its failure domain.
         *
         * @param name a scoped name, for example {@code replicante.io/zone}
         * @param value the fact
         * @return this
         * @throws IllegalArgumentException when the name was given before
         */
        public Builder attribute(String name, AttributeValue value) {
            if (attributes.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("The attribute " + name + " was given before");
            }
            return this;
        }

        /**
         * Sets how nodes are told from servers when an action names a node that leaves.
         *
         * @param serverNames the names; unless set, nodes are named by the numbers of their servers
         * @return this
         */
        public Builder serverNames(ServerNames serverNames) {
            names = Objects.requireNonNull(serverNames, "serverNames");
            return this;
        }

        /**
         * Sets how long actions may take.
         *
         * @param actionLimits the limits; unless set, {@link ActionLimits#defaults}
         * @return this
         */
        public Builder limits(ActionLimits actionLimits) {
            limits = Objects.requireNonNull(actionLimits, "actionLimits");
            return this;
        }

        /**
         * Sets how long one question to the server may take; a reading asks two to five.
         *
         * @param deadline positive; one second unless set
         * @return this
         */
        public Builder readDeadline(Duration deadline) {
            readDeadline = positive(deadline);
            return this;
        }

        /**
         * Sets how long one step of a change of the membership may take; an attempt has up to four steps.
         *
         * @param deadline positive; three seconds unless set
         * @return this
         */
        public Builder changeDeadline(Duration deadline) {
            changeDeadline = positive(deadline);
            return this;
        }

        /**
         * Makes the agent.
         *
         * @return an agent that answers, and runs actions once it is started
         */
        public ZooKeeperAgent build() {
            return new ZooKeeperAgent(this);
        }

        private static Duration positive(Duration deadline) {
            if (deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("A deadline is positive, not " + deadline);
            }
            return deadline;
        }
    }
}
