package io.replicante.agent.zookeeper;

import io.replicante.spec.UnsupportedException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Composes the command that starts a server with the Java runtime and the ZooKeeper that this process uses itself.
 *
 * <p>The class path of the server is the smallest that works: each library is found through a class of it.
 */
final class ServerCommand {

    private static final String MAIN_CLASS = "org.apache.zookeeper.server.quorum.QuorumPeerMain";

    /** A class of each library that a server needs, and what to add when it is missing. */
    private static final Map<String, String> LIBRARIES = new TreeMap<>(Map.of(
            MAIN_CLASS,
            "org.apache.zookeeper:zookeeper",
            "org.apache.jute.Record",
            "org.apache.zookeeper:zookeeper-jute",
            "org.apache.yetus.audience.InterfaceAudience",
            "org.apache.yetus:audience-annotations",
            "org.slf4j.LoggerFactory",
            "org.slf4j:slf4j-api",
            "com.codahale.metrics.Reservoir",
            "io.dropwizard.metrics:metrics-core",
            "org.xerial.snappy.SnappyInputStream",
            "org.xerial.snappy:snappy-java"));

    private ServerCommand() {}

    /**
     * Composes the command.
     *
     * @param settings gives the size of the heap
     * @param staticConfig the {@code zoo.cfg} of the server
     * @return the program and its arguments
     * @throws UnsupportedException when a library that the server needs is not on our class path
     */
    static List<String> of(ServerSettings settings, Path staticConfig) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms16m",
                "-Xmx" + settings.maxHeapMebibytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dzookeeper.jmx.log4j.disable=true",
                // Reconfiguration is otherwise reserved to a superuser; the servers listen on addresses we choose.
                "-Dzookeeper.skipACL=yes",
                // A server that lost its data must copy it before it may vote again.
                "-Dzookeeper.db.autocreate=false",
                // A server that waits for an election asks again after a second, not after a minute.
                "-Dzookeeper.fastleader.maxNotificationInterval=1000",
                "-Dzookeeper.preAllocSize=4096",
                "-cp",
                classPath(),
                MAIN_CLASS,
                staticConfig.toString());
    }

    static String classPath() {
        Set<String> libraries = new LinkedHashSet<>();
        LIBRARIES.forEach((marker, artifact) -> libraries.add(locate(marker, artifact)));
        return String.join(File.pathSeparator, libraries);
    }

    private static String locate(String marker, String artifact) {
        try {
            Class<?> found = Class.forName(marker, false, ServerCommand.class.getClassLoader());
            CodeSource source = found.getProtectionDomain().getCodeSource();
            if (source == null) {
                throw new UnsupportedException("Cannot tell where " + artifact + " was loaded from");
            }
            return Path.of(source.getLocation().toURI()).toString();
        } catch (ClassNotFoundException e) {
            throw new UnsupportedException("A ZooKeeper server needs " + artifact + " on the class path", e);
        } catch (URISyntaxException e) {
            throw new UnsupportedException("Cannot tell where " + artifact + " was loaded from", e);
        }
    }
}
