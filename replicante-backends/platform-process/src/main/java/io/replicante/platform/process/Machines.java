package io.replicante.platform.process;

import io.replicante.platform.process.ProcessSupervisor.Surroundings;
import io.replicante.spec.ConflictException;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.NodeGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machines in a directory. Reading is thread-safe; one thread at a time changes something. */
final class Machines {
    private static final Logger LOGGER = LoggerFactory.getLogger(Machines.class);

    private final Path directory;
    private final Map<String, ProcessTemplate> templates;
    private final Surroundings surroundings;
    private final PortPool ports;
    private final HostLedger ledger;
    private final Map<String, ProcessNode> nodes = new ConcurrentHashMap<>();

    private Machines(
            Path directory,
            Map<String, ProcessTemplate> templates,
            Surroundings surroundings,
            PortPool ports,
            HostLedger ledger) {
        this.directory = directory;
        this.templates = templates;
        this.surroundings = surroundings;
        this.ports = ports;
        this.ledger = ledger;
    }

    /** Finds the machines that are there, and ends what a former host left running. */
    static Machines open(Path base, Map<String, ProcessTemplate> templates, Surroundings surroundings, PortRange range)
            throws IOException, InterruptedException {
        Path directory = Files.createDirectories(base.resolve("nodes"));
        // Hosts in different directories do not know of each other, so they begin at different ports.
        int firstPort = range.first() + Math.floorMod(base.hashCode(), range.size());
        HostLedger ledger = HostLedger.open(base.resolve("host.json"), firstPort);
        Machines machines = new Machines(directory, templates, surroundings, new PortPool(range), ledger);
        for (NodeFiles files : NodeFiles.in(directory)) {
            endLeftover(files);
            if (files.exists()) {
                machines.load(files);
            } else {
                files.delete();
            }
        }
        return machines;
    }

    private static void endLeftover(NodeFiles files) throws IOException, InterruptedException {
        Optional<ProcessIdentity> leftover = ProcessIdentity.read(files.process());
        if (leftover.isPresent() && !leftover.get().end()) {
            throw new IndeterminateException("process " + leftover.get().pid() + " of " + files.home()
                    + " was left behind by a former host and does not end");
        }
        Files.deleteIfExists(files.process());
    }

    private void load(NodeFiles files) throws IOException {
        MachineFile file = MachineFile.read(files);
        ProcessMachine machine = file.machine();
        ProcessTemplate template = templates.get(machine.store());
        if (template == null) {
            throw new ConflictException(
                    "machine " + machine.nodeId() + " runs " + machine.store() + ", for which there is no template");
        }
        ledger.used(machine.number());
        PortReservation reservation = PortReservation.of(machine.ports().values());
        add(file, files, template, reservation);
    }

    Optional<ProcessNode> find(String nodeId) {
        return Optional.ofNullable(nodes.get(nodeId));
    }

    List<ProcessNode> all() {
        return nodes.values().stream()
                .sorted(Comparator.comparingInt(node -> node.machine().number()))
                .toList();
    }

    int count() {
        return nodes.size();
    }

    /** Makes a machine of a group; empty when there are no ports for it. */
    Optional<ProcessNode> make(
            ClusterDefinition cluster, String groupId, NodeGroup group, ProcessTemplate template, boolean forms)
            throws IOException {
        Optional<PortPool.Found> found = ports.find(template.ports(), ledger.nextPort(), takenPorts());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        PortReservation reservation = found.get().reservation();
        boolean kept = false;
        try {
            int number = ledger.takeNumber(found.get().next());
            String nodeId = "node-" + number;
            NodeFiles files = new NodeFiles(directory.resolve(nodeId));
            Files.createDirectories(files.work());
            ProcessMachine machine = new ProcessMachine(
                    cluster.clusterId(),
                    nodeId,
                    number,
                    groupId,
                    group.nodeClass(),
                    cluster.store(),
                    group.storeVersion().orElse(cluster.storeVersion()),
                    Attributes.merge(cluster.attributes(), group.attributes()),
                    files.work(),
                    found.get().byName());
            ProcessNode node = make(machine, files, template, reservation, forms);
            kept = true;
            return Optional.of(node);
        } finally {
            if (!kept) {
                reservation.release();
            }
        }
    }

    private ProcessNode make(
            ProcessMachine machine,
            NodeFiles files,
            ProcessTemplate template,
            PortReservation reservation,
            boolean forms)
            throws IOException {
        boolean described = false;
        boolean starts;
        MachineFile file = new MachineFile(machine, surroundings.clock().instant());
        try {
            starts = template.prepare(machine, forms);
            file.write(files);
            described = true;
        } finally {
            if (!described) {
                discard(files);
            }
        }
        ProcessNode node = add(file, files, template, reservation);
        if (starts) {
            node.start();
        }
        return node;
    }

    private ProcessNode add(MachineFile file, NodeFiles files, ProcessTemplate template, PortReservation reservation) {
        ProcessMachine machine = file.machine();
        ProcessSupervisor supervisor = new ProcessSupervisor(machine, files, template, surroundings, reservation);
        ProcessNode node = new ProcessNode(machine, file.createdTime(), files, supervisor);
        nodes.put(machine.nodeId(), node);
        return node;
    }

    /** Takes a machine away for ever. */
    void destroy(ProcessNode node) throws IOException {
        node.process().retire();
        node.files().forget();
        nodes.remove(node.machine().nodeId());
        discard(node.files());
    }

    private Set<Integer> takenPorts() {
        return nodes.values().stream()
                .flatMap(node -> node.machine().ports().values().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is left is deleted when the host is opened again. */
    private static void discard(NodeFiles files) {
        try {
            files.delete();
        } catch (IOException failure) {
            LOGGER.atWarn()
                    .addKeyValue("directory", files.home())
                    .setCause(failure)
                    .log("The files of a former machine could not be deleted");
        }
    }
}
