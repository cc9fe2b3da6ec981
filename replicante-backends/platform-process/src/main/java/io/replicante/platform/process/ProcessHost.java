package io.replicante.platform.process;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.ReplicanteException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.ProvisionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs datastore nodes as child processes of this JVM, on loopback, and is the platform that provisions them.
 *
 * <p>A machine is a directory with some ports; it exists until it is given back, whether or not its process runs, and also
 * after this JVM has ended: opened again on the same directory, a host knows its machines, and never gives an id twice. Their
 * processes live no longer than the host. {@link #close} ends them; an application should also call it from a shutdown hook.
 * Where that was not possible, because the host was killed, they run on until a host is opened on the directory again, which
 * ends them first.
 *
 * <p>Thread-safe. Calls that change something wait for each other, for at most a minute.
 */
public final class ProcessHost implements AutoCloseable {
    private static final Duration TURN = Duration.ofMinutes(1);
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessHost.class);

    private final String name;
    private final Map<String, ProcessTemplate> templates;
    private final int maxMachines;
    private final Duration stopTime;
    private final HostLock lock;
    private final Machines machines;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean closed;
    private volatile boolean ended;

    private ProcessHost(Builder builder, HostLock lock, Machines machines) {
        name = builder.name;
        templates = Map.copyOf(builder.templates);
        maxMachines = builder.maxMachines;
        stopTime = builder.stopTime;
        this.lock = lock;
        this.machines = machines;
    }

    /**
     * Begins a host.
     *
     * @param name names it in addresses; lower-case letters, digits and {@code -}
     * @param directory where the machines are; created when needed; used by one host at a time
     * @param clock tells when machines are made
     * @param threads makes one thread for each process that runs, which reads its output; daemons are fine
     * @return the builder
     */
    public static Builder builder(String name, Path directory, InstantSource clock, ThreadFactory threads) {
        return new Builder(name, directory, clock, threads);
    }

    /**
     * The host's name.
     *
     * @return what addresses begin with: {@code process://<name>}
     */
    public String name() {
        return name;
    }

    /**
     * The host as a platform. Closing the platform closes nothing. All that it does is done when the call returns; a request
     * that may form a cluster provisions one node at most.
     *
     * @return a view of this host
     */
    public Platform platform() {
        return new ProcessPlatform(this);
    }

    /**
     * A machine by the id of its node.
     *
     * @param nodeId the node
     * @return the machine with its supervisor, or empty when there is none, or no longer
     */
    public Optional<ProcessNode> find(String nodeId) {
        return machines.find(nodeId);
    }

    /**
     * All machines.
     *
     * @return the machines in the order in which they were made
     */
    public List<ProcessNode> nodes() {
        return machines.all();
    }

    /**
     * Starts the processes that ran when the host went away and were not stopped on purpose. A host does not do so by itself.
     * What cannot be started is logged, and seen by its supervisor.
     */
    public void resume() {
        machines.all().stream().filter(node -> node.process().isWanted()).forEach(ProcessNode::start);
    }

    List<String> provision(ProvisionRequest request) {
        NodeGroup group = request.cluster().nodes().get(request.nodeGroupId());
        if (group == null) {
            throw new UnsupportedException(
                    "cluster " + request.cluster().clusterId() + " has no group " + request.nodeGroupId() + ", but "
                            + request.cluster().nodes().keySet());
        }
        ProcessTemplate template = templates.get(request.cluster().store());
        if (template == null) {
            throw new UnsupportedException(
                    "there is no template for " + request.cluster().store());
        }
        boolean forms =
                request.cluster().attributes().path(ProvisionRequest.FORM).asBoolean(false);
        int count = forms ? 1 : request.count();
        takeTurn();
        try {
            return provision(request, group, template, count, forms);
        } finally {
            turn.unlock();
        }
    }

    private List<String> provision(
            ProvisionRequest request, NodeGroup group, ProcessTemplate template, int count, boolean forms) {
        List<String> nodeIds = new ArrayList<>();
        try {
            while (nodeIds.size() < count && !closed && !Thread.currentThread().isInterrupted()) {
                Optional<ProcessNode> node = machines.count() < maxMachines
                        ? machines.make(request.cluster(), request.nodeGroupId(), group, template, forms)
                        : Optional.empty();
                if (node.isEmpty()) {
                    break;
                }
                nodeIds.add(node.get().machine().nodeId());
            }
        } catch (IOException | ReplicanteException failure) {
            if (nodeIds.isEmpty()) {
                throw new UnavailableException("no machine could be made on host " + name, failure);
            }
            LOGGER.atWarn()
                    .addKeyValue("cluster", request.cluster().clusterId())
                    .addKeyValue("asked", count)
                    .addKeyValue("made", nodeIds.size())
                    .setCause(failure)
                    .log("Fewer machines were made than asked for");
        }
        if (nodeIds.isEmpty()) {
            throw new UnavailableException("host " + name + " has no room for another machine, or is about to close");
        }
        return nodeIds;
    }

    void deprovision(String clusterId, String nodeId) {
        takeTurn();
        try {
            Optional<ProcessNode> node = machines.find(nodeId);
            if (node.isEmpty()) {
                return;
            }
            String owner = node.get().machine().clusterId();
            if (!owner.equals(clusterId)) {
                throw new UnsupportedException("node " + nodeId + " is of cluster " + owner + ", not of " + clusterId);
            }
            machines.destroy(node.get());
        } catch (IOException failure) {
            throw new IndeterminateException("machine " + nodeId + " may come back", failure);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Ends all processes, by force when they take too long, and lets go of the directory. The machines remain. Idempotent; an
     * interrupt shortens it to the use of force.
     */
    @Override
    public void close() {
        closed = true;
        boolean alone = takeTurnToClose();
        try {
            if (!ended) {
                ended = true;
                ProcessEnd.of(machines.all(), stopTime);
                lock.close();
            }
        } catch (IOException failure) {
            LOGGER.atWarn().addKeyValue("host", name).setCause(failure).log("The host's directory stays locked");
        } finally {
            if (alone) {
                turn.unlock();
            }
        }
    }

    private boolean takeTurnToClose() {
        try {
            return turn.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return turn.tryLock();
        }
    }

    private void takeTurn() {
        try {
            if (!turn.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException("another change of host " + name + " goes on");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted before host " + name + " did anything", interrupted);
        }
        if (closed) {
            turn.unlock();
            throw new UnavailableException("host " + name + " is closed");
        }
    }

    /** Collects what a host needs. Not thread-safe. */
    public static final class Builder {
        private static final long LEAST_LOG_BYTES = 64 * 1024;

        private final String name;
        private final Path directory;
        private final InstantSource clock;
        private final ThreadFactory threads;
        private final Map<String, ProcessTemplate> templates = new HashMap<>();
        private PortRange ports = PortRange.standard();
        private int maxMachines = 1000;
        private long logBytes = 8 * 1024 * 1024;
        private Duration stopTime = Duration.ofSeconds(5);

        private Builder(String name, Path directory, InstantSource clock, ThreadFactory threads) {
            if (!name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")) {
                throw new IllegalArgumentException("not a name for a host: " + name);
            }
            this.name = name;
            this.directory = directory.toAbsolutePath().normalize();
            this.clock = Objects.requireNonNull(clock, "clock");
            this.threads = Objects.requireNonNull(threads, "threads");
        }

        /**
         * Adds what a datastore software needs.
         *
         * @param store the software, as definitions of clusters name it
         * @param template how its nodes are run
         * @return this
         * @throws IllegalArgumentException if there is a template for it already, or this one names a port twice
         */
        public Builder template(String store, ProcessTemplate template) {
            Objects.requireNonNull(template, "template");
            if (Set.copyOf(template.ports()).size() < template.ports().size()) {
                throw new IllegalArgumentException("the template for " + store + " names a port twice");
            }
            if (templates.putIfAbsent(store, template) != null) {
                throw new IllegalArgumentException("there are two templates for " + store);
            }
            return this;
        }

        /**
         * Sets which ports machines may get; {@link PortRange#standard} unless set.
         *
         * @param range the ports
         * @return this
         */
        public Builder ports(PortRange range) {
            ports = Objects.requireNonNull(range, "range");
            return this;
        }

        /**
         * Sets how many machines there may be at a time; 1000 unless set.
         *
         * @param machines at least 1
         * @return this
         */
        public Builder maxMachines(int machines) {
            if (machines < 1) {
                throw new IllegalArgumentException("must be at least 1, is " + machines);
            }
            maxMachines = machines;
            return this;
        }

        /**
         * Sets how much output is kept for each machine, the newest; 8 MiB unless set.
         *
         * @param bytes at least 64 KiB
         * @return this
         */
        public Builder logBytes(long bytes) {
            if (bytes < LEAST_LOG_BYTES) {
                throw new IllegalArgumentException("must be at least " + LEAST_LOG_BYTES + ", is " + bytes);
            }
            logBytes = bytes;
            return this;
        }

        /**
         * Sets how long processes may take to end when the host is closed, all together; 5 seconds unless set.
         *
         * @param atMost the time, after which force is used
         * @return this
         */
        public Builder stopTime(Duration atMost) {
            stopTime = Objects.requireNonNull(atMost, "atMost");
            return this;
        }

        /**
         * Opens the host: finds its machines, and ends processes that a former host left behind.
         *
         * @return the host, with no process running
         * @throws io.replicante.spec.ConflictException if another host uses the directory, or a machine's software has no
         *     template
         * @throws IndeterminateException if a process of a former host does not end
         * @throws UnavailableException if the directory cannot be read or written, or the thread was interrupted
         */
        public ProcessHost open() {
            ProcessSupervisor.Surroundings surroundings = new ProcessSupervisor.Surroundings(clock, threads, logBytes);
            try {
                Files.createDirectories(directory);
                HostLock lock = HostLock.of(directory);
                try {
                    Machines machines = Machines.open(directory, Map.copyOf(templates), surroundings, ports);
                    return new ProcessHost(this, lock, machines);
                } catch (IOException | InterruptedException | RuntimeException failure) {
                    lock.close();
                    throw failure;
                }
            } catch (IOException failure) {
                throw new UnavailableException("host " + name + " cannot be opened in " + directory, failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new UnavailableException("interrupted while host " + name + " was opened", interrupted);
            }
        }
    }
}
