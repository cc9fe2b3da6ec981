package io.replicante.agent.zookeeper;

/** What a server of version 3.9.5 says. */
final class Answers {

    static final String NOT_SERVING = "This ZooKeeper instance is not currently serving requests\n";

    private Answers() {}

    static String srvr(String mode, String zxid) {
        return """
            Zookeeper version: 3.9.5-293c895a8d966a3ecb92872be4a1daf87d725da2, built on 2026-02-11 20:18 UTC
            Latency min/avg/max: 0/0.9231/4
            Received: 14
            Sent: 13
            Connections: 1
            Outstanding: 3
            Zxid: %s
            Mode: %s
            Node count: 5
            """.formatted(zxid, mode);
    }

    static String conf(long serverId, String dataDirectory, String members) {
        return """
            clientPort=2181
            secureClientPort=-1
            dataDir=%s/version-2
            dataDirSize=457
            tickTime=500
            serverId=%d
            initLimit=20
            peerType=0
            membership:\s
            %s""".formatted(dataDirectory, serverId, members);
    }
}
