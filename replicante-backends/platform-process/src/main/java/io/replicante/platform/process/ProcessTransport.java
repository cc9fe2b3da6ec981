package io.replicante.platform.process;

import io.replicante.spec.UnavailableException;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformTransport;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reaches the hosts of this JVM by {@code process://<name of the host>}. Thread-safe. */
public final class ProcessTransport implements PlatformTransport {
    private final Map<String, ProcessHost> hosts;

    private ProcessTransport(Map<String, ProcessHost> hosts) {
        this.hosts = hosts;
    }

    /**
     * Makes a transport.
     *
     * @param hosts the hosts that can be reached, each with a name of its own
     * @return the transport
     * @throws IllegalStateException if two have the same name
     */
    public static ProcessTransport of(ProcessHost... hosts) {
        return new ProcessTransport(
                Stream.of(hosts).collect(Collectors.toUnmodifiableMap(ProcessHost::name, Function.identity())));
    }

    @Override
    public Set<String> schemes() {
        return Set.of(ProcessAddress.SCHEME);
    }

    @Override
    public Platform connect(PlatformSpec spec) {
        String name = ProcessAddress.host(spec.baseUrl());
        ProcessHost host = hosts.get(name);
        if (host == null) {
            throw new UnavailableException("there is no host named " + name + " in this process");
        }
        return host.platform();
    }
}
