package io.replicante.agent.http;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionHandler;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionPrecondition;
import io.replicante.spec.agent.ActionQueue;
import io.replicante.spec.agent.ActionQueueBuilder;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.json.Nearest;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An agent made of an author's readings and actions. Actions are carried out one at a time, in the order of their arrival, as
 * {@link ActionQueue} says; with a {@link Builder#store} they survive a restart, and one that had begun is invoked again.
 *
 * <p>Nothing is carried out before {@link #start}, or but by {@link #runOnce}. Thread-safe.
 */
public final class AgentRuntime implements Agent {
    private final NodeReadings readings;
    private final ActionQueue queue;
    private final Set<String> kinds;
    private final Duration interval;
    private final @Nullable ScheduledExecutorService executor;
    private final Object lifecycle = new Object();
    private @Nullable ScheduledExecutorService own;

    private AgentRuntime(Builder builder) {
        readings = builder.readings;
        kinds = builder.queue.kinds();
        interval = builder.interval;
        executor = builder.executor;
        if (builder.file != null) {
            builder.queue.memory(DurableActions.open(builder.file, builder.maxFinished));
        }
        queue = builder.queue.maxFinished(builder.maxFinished).build();
    }

    /**
     * Begins with the {@code test.*} actions, a queue that does not outlive the process, and the machine's clock.
     *
     * @param clusterId the cluster that the node belongs to or is meant for, as the platform names it
     * @param nodeId the node
     * @param readings tells of the node
     * @return the builder
     */
    public static Builder builder(String clusterId, String nodeId, NodeReadings readings) {
        return new Builder(clusterId, nodeId, AgentBootstrap.wall(), readings);
    }

    /**
     * As {@link #builder(String, String, NodeReadings)}, with another clock.
     *
     * @param clusterId the cluster that the node belongs to or is meant for, as the platform names it
     * @param nodeId the node
     * @param clock tells when actions arrive, begin and end
     * @param readings tells of the node
     * @return the builder
     */
    public static Builder builder(String clusterId, String nodeId, InstantSource clock, NodeReadings readings) {
        return new Builder(clusterId, nodeId, clock, readings);
    }

    /**
     * The kinds of actions that the agent knows.
     *
     * @return all of them
     */
    public Set<String> kinds() {
        return kinds;
    }

    /**
     * Carries actions out from now on until {@link #close}. Call it once.
     *
     * @throws IllegalStateException if it was called before
     */
    public void start() {
        synchronized (lifecycle) {
            ScheduledExecutorService actions = executor;
            if (actions == null) {
                own = own == null ? AgentBootstrap.actions() : own;
                actions = own;
            }
            queue.start(actions, interval);
        }
    }

    /**
     * Invokes the action whose turn it is, once.
     *
     * @return whether there was anything to do
     */
    public boolean runOnce() {
        return queue.runOnce();
    }

    @Override
    public AgentNode node() {
        return readings.node();
    }

    @Override
    public StoreExtras store() {
        return readings.store();
    }

    @Override
    public ShardsInfo shards() {
        return readings.shards();
    }

    @Override
    public ActionList queuedActions() {
        return queue.queued();
    }

    @Override
    public ActionList finishedActions() {
        return queue.finished();
    }

    @Override
    public Optional<ActionExecution> action(UUID id) {
        return queue.find(id);
    }

    @Override
    public void schedule(ActionRequest request) {
        queue.schedule(request);
    }

    /**
     * Interrupts what is being carried out, which stays RUNNING, and lets go of the file. Actions are not answered for any more:
     * stop serving before. Idempotent.
     */
    @Override
    public void close() {
        synchronized (lifecycle) {
            queue.close();
            if (own != null) {
                own.shutdownNow();
            }
        }
    }

    /** Collects what an agent consists of. Not thread-safe. */
    public static final class Builder {
        private static final String RESERVED = "replicante.io";
        private static final Duration KEEP_FINISHED = Duration.ofDays(14);

        private final NodeReadings readings;
        private final ActionQueueBuilder queue;
        private Duration interval = Duration.ofSeconds(10);
        private int maxFinished = 1000;
        private @Nullable Path file;
        private @Nullable ScheduledExecutorService executor;

        private Builder(String clusterId, String nodeId, InstantSource clock, NodeReadings readings) {
            this.readings = Objects.requireNonNull(readings, "readings");
            queue = ActionQueue.builder(clusterId, nodeId, clock).keepFinished(KEEP_FINISHED);
        }

        /**
         * Registers what carries out a kind of actions: one of {@link ActionKinds}, or one of the author's own.
         *
         * @param kind the kind, {@code domain/name}, well-known or of a domain of the author's
         * @param handler carries it out; for a well-known kind it does what {@link ActionKinds} says
         * @return this
         * @throws IllegalArgumentException if the kind is registered already, as those of {@code test.*} always are, is not
         *     of that form, or is of the domain {@code replicante.io} or one below it without being well-known
         */
        public Builder action(String kind, ActionHandler handler) {
            String domain = kind.substring(0, Math.max(0, kind.indexOf('/'))).toLowerCase(Locale.ROOT);
            boolean reserved = domain.equals(RESERVED) || domain.endsWith("." + RESERVED);
            if (reserved && !ActionKinds.all().contains(kind)) {
                throw new IllegalArgumentException("the domain of the kind " + kind
                        + " is reserved, and there is no such kind" + Nearest.to(kind, ActionKinds.all()));
            }
            queue.handler(kind, handler);
            return this;
        }

        /**
         * Registers what initialises a cluster on this node.
         *
         * @param handler carries it out; fails when the cluster is initialised already
         * @return this
         */
        public Builder clusterInit(ActionHandler handler) {
            queue.handler(ActionKinds.CLUSTER_INIT, handler);
            return this;
        }

        /**
         * Registers what lets this member adopt the node of the argument {@code node}.
         *
         * @param handler carries it out
         * @return this
         */
        public Builder clusterAdd(ActionHandler handler) {
            queue.handler(ActionKinds.CLUSTER_ADD, handler);
            return this;
        }

        /**
         * Registers what lets this node join the member of the argument {@code node}.
         *
         * @param handler carries it out
         * @return this
         */
        public Builder clusterJoin(ActionHandler handler) {
            queue.handler(ActionKinds.CLUSTER_JOIN, handler);
            return this;
        }

        /**
         * Registers what lets this member forget the node of the argument {@code node}.
         *
         * @param handler carries it out; idempotent, a node that is gone or never was is no failure
         * @return this
         */
        public Builder clusterRemove(ActionHandler handler) {
            queue.handler(ActionKinds.CLUSTER_REMOVE, handler);
            return this;
        }

        /**
         * Sets what must hold when an action of a kind is about to begin, beside its token.
         *
         * @param kind the kind
         * @param precondition asked once, before the first invocation
         * @return this
         */
        public Builder precondition(String kind, ActionPrecondition precondition) {
            queue.precondition(kind, precondition);
            return this;
        }

        /**
         * Sets what tells the node's incarnation, for tokens that name one.
         *
         * @param supplier empty when the datastore process does not run
         * @return this
         */
        public Builder incarnation(Supplier<Optional<String>> supplier) {
            queue.incarnation(supplier);
            return this;
        }

        /**
         * Sets the file that actions are kept in. Unless set nothing outlives the process, and then an action may be carried
         * out twice: that is for trying out.
         *
         * @param path the file; its directory exists
         * @return this
         */
        public Builder store(Path path) {
            file = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * Sets for how long finished actions are kept; 14 days unless set. Their ids stay known.
         *
         * @param age from their end
         * @return this
         */
        public Builder keepFinished(Duration age) {
            queue.keepFinished(age);
            return this;
        }

        /**
         * Sets how many finished actions are kept, the newest; 1000 unless set.
         *
         * @param actions at least 1
         * @return this
         */
        public Builder maxFinished(int actions) {
            maxFinished = actions;
            return this;
        }

        /**
         * Sets the time from the end of one invocation to the start of the next; 10 seconds unless set.
         *
         * @param every how long
         * @return this
         */
        public Builder executeInterval(Duration every) {
            interval = Objects.requireNonNull(every, "every");
            return this;
        }

        /**
         * Sets what runs the actions; a thread of its own unless set.
         *
         * @param value the executor, which stays the caller's
         * @return this
         */
        public Builder executor(ScheduledExecutorService value) {
            executor = Objects.requireNonNull(value, "executor");
            return this;
        }

        /**
         * Makes the agent.
         *
         * @return the agent, to be closed; not started
         * @throws io.replicante.spec.UnavailableException if its file cannot be used
         */
        public AgentRuntime build() {
            return new AgentRuntime(this);
        }
    }
}
