package io.replicante.examples.quickstart;

import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformTransport;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.util.Optional;
import java.util.Set;

/** Platforms that provision what forms a cluster; to all else they answer that they did, and do nothing. */
final class NoProvision implements PlatformTransport {
    private final PlatformTransport platforms;

    NoProvision(PlatformTransport platforms) {
        this.platforms = platforms;
    }

    @Override
    public Set<String> schemes() {
        return platforms.schemes();
    }

    @Override
    public Platform connect(PlatformSpec spec) {
        return new IdlePlatform(platforms.connect(spec));
    }

    private record IdlePlatform(Platform platform) implements Platform {
        @Override
        public Discovery discover() {
            return platform.discover();
        }

        @Override
        public ProvisionResponse provision(ProvisionRequest request) {
            boolean forms =
                    request.cluster().attributes().path(ProvisionRequest.FORM).asBoolean();
            return forms ? platform.provision(request) : new ProvisionResponse(request.count(), Optional.empty());
        }

        @Override
        public void deprovision(DeprovisionRequest request) {
            platform.deprovision(request);
        }

        @Override
        public void close() {
            platform.close();
        }
    }
}
