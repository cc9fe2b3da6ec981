package io.replicante.spec.platform;

import io.replicante.spec.cluster.PlatformSpec;
import java.util.Set;

/** Reaches platforms by the schemes of their URLs. Thread-safe. */
public interface PlatformTransport {
    /**
     * The URI schemes that this transport handles, in lower case.
     *
     * @return the schemes
     */
    Set<String> schemes();

    /**
     * Resolves a platform. Cheap: does not talk to it.
     *
     * @param spec the declared platform
     * @return a platform to be closed after use
     * @throws io.replicante.spec.UnavailableException if the URL cannot be resolved
     */
    Platform connect(PlatformSpec spec);
}
