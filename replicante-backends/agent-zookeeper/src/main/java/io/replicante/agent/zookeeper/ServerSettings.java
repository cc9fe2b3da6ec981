package io.replicante.agent.zookeeper;

import java.util.Objects;
import java.util.StringJoiner;

/**
 * How the servers of an ensemble are set up. All servers of an ensemble should be set up alike. Immutable.
 *
 * @param tickMillis the unit of the two limits, in milliseconds; client sessions last 2 to 20 ticks
 * @param initTicks how long a learner may take to connect to a leader and to synchronise, in ticks
 * @param syncTicks how long a learner may be silent before its leader drops it, in ticks
 * @param maxHeapMebibytes the largest heap of the process, in mebibytes; the whole data tree must fit
 */
public record ServerSettings(int tickMillis, int initTicks, int syncTicks, int maxHeapMebibytes) {

    /** Validates that all are positive. */
    public ServerSettings {
        if (tickMillis < 1 || initTicks < 1 || syncTicks < 1 || maxHeapMebibytes < 1) {
            throw new IllegalArgumentException("Server settings are positive");
        }
    }

    /**
     * Settings with which a lost leader is noticed within about two seconds.
     *
     * @return ticks of 500 ms, 20 of them to start with and 4 to stay in touch; a heap of 64 MiB
     */
    public static ServerSettings defaults() {
        return new ServerSettings(500, 20, 4, 64);
    }

    /** Renders {@code zoo.cfg}; the client address comes from the dynamic configuration. */
    String render(String dataDirectory, String dynamicConfigFile) {
        Objects.requireNonNull(dataDirectory, "dataDirectory");
        return new StringJoiner("\n", "", "\n")
                .add("tickTime=" + tickMillis)
                .add("initLimit=" + initTicks)
                .add("syncLimit=" + syncTicks)
                .add("dataDir=" + dataDirectory)
                .add("maxClientCnxns=1000")
                .add("reconfigEnabled=true")
                .add("standaloneEnabled=false")
                .add("admin.enableServer=false")
                .add("4lw.commands.whitelist=srvr,conf,mntr")
                .add("dynamicConfigFile=" + dynamicConfigFile)
                .toString();
    }
}
