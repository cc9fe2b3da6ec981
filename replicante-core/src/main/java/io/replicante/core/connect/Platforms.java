package io.replicante.core.connect;

import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformTransport;
import java.util.List;

/** Finds the transport for a platform's URL. Immutable and thread-safe. */
public final class Platforms {
    private final Schemes<PlatformTransport> schemes;

    /**
     * Knows some transports.
     *
     * @param transports the transports
     * @throws io.replicante.spec.ConflictException if two handle one scheme
     */
    public Platforms(List<PlatformTransport> transports) {
        schemes = Schemes.of("platform", transports, PlatformTransport::schemes);
    }

    /**
     * Resolves a platform; does not talk to it.
     *
     * @param spec the declared platform
     * @return the platform, to be closed after use
     * @throws io.replicante.spec.UnavailableException if no transport handles its URL
     */
    public Platform connect(PlatformSpec spec) {
        return schemes.handlerOf(spec.baseUrl()).connect(spec);
    }
}
