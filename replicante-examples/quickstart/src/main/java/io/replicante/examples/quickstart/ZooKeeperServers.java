package io.replicante.examples.quickstart;

import io.replicante.agent.zookeeper.EnsembleMember;
import io.replicante.agent.zookeeper.MemberType;
import io.replicante.agent.zookeeper.PeerAddress;
import io.replicante.agent.zookeeper.ServerDirectory;
import io.replicante.agent.zookeeper.ServerSettings;
import io.replicante.platform.process.ProcessCommand;
import io.replicante.platform.process.ProcessMachine;
import io.replicante.platform.process.ProcessTemplate;
import java.util.List;

/** Runs a ZooKeeper server on a machine of the process platform. The machine's number is the server's id. */
final class ZooKeeperServers implements ProcessTemplate {
    static final String STORE = "zookeeper";

    private static final String CLIENT = "client";
    private static final String QUORUM = "quorum";
    private static final String ELECTION = "election";
    private static final String LOOPBACK = "127.0.0.1";

    @Override
    public List<String> ports() {
        return List.of(CLIENT, QUORUM, ELECTION);
    }

    @Override
    public boolean prepare(ProcessMachine machine, boolean forms) {
        if (forms) {
            directory(machine).form();
        }
        return forms;
    }

    @Override
    public ProcessCommand command(ProcessMachine machine) {
        ServerDirectory directory = directory(machine);
        directory.prepareStart();
        return ProcessCommand.of(directory.command());
    }

    /** Where the files of the machine's server are. */
    static ServerDirectory directory(ProcessMachine machine) {
        PeerAddress peer = new PeerAddress(LOOPBACK, machine.port(QUORUM), machine.port(ELECTION));
        EnsembleMember self =
                new EnsembleMember(machine.number(), List.of(peer), MemberType.PARTICIPANT, clientAddress(machine));
        return new ServerDirectory(machine.directory(), self, ServerSettings.defaults());
    }

    /** Where clients reach the machine's server. */
    static String clientAddress(ProcessMachine machine) {
        return LOOPBACK + ":" + machine.port(CLIENT);
    }
}
