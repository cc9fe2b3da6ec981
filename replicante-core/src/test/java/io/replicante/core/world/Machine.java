package io.replicante.core.world;

import io.replicante.spec.agent.ActionExecution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One simulated machine. Mutable; tests break it. */
public final class Machine {
    public final String id;
    public final String memberId;
    public final Map<UUID, ActionExecution> actions = new LinkedHashMap<>();
    public boolean listed = true;
    /** What the platform lists of it. */
    public String address;

    public Optional<String> incarnation;
    public boolean agentAnswers = true;
    public boolean running;
    public boolean learner;
    public boolean reportsRole = true;
    public boolean reportsIncarnation = true;
    public boolean reportsConfiguration = true;
    public int starts;
    public long offset;
    public Optional<String> zone = Optional.empty();
    public String version = "3.9.5";
    public String clusterId = "ensemble-1";
    public String reportedId;
    /** Set for a server that is an ensemble of its own, with a configuration of this version. */
    public Optional<Long> ownConfiguration = Optional.empty();

    Machine(String id, String memberId) {
        this.id = id;
        this.memberId = memberId;
        this.reportedId = id;
        this.address = "sim://" + id;
        this.incarnation = Optional.of("machine-" + id);
    }

    /** Starts the process, as a new incarnation. */
    public void start() {
        running = true;
        starts++;
    }

    /** Kills the process. */
    public void kill() {
        running = false;
    }
}
