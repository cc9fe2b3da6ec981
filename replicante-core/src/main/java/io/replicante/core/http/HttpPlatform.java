package io.replicante.core.http;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformToken;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import io.replicante.spec.protocol.Messages;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;

/** A platform behind the protocol's API. Thread-safe; holds nothing that must be let go. */
final class HttpPlatform implements Platform {
    /** Who may ask, how often, where and when: nothing that another request would not get just as well. */
    private static final Set<Integer> NOT_ABOUT_THE_REQUEST = Set.of(401, 403, 405, 407, 425, 429);

    private static final int TIMEOUT = 408;

    private final Caller caller;
    private final HttpUrl base;
    private final DiscoveryReader discovery;

    HttpPlatform(Caller caller, HttpUrl base, HttpLimits limits) {
        this.caller = caller;
        this.base = base;
        discovery = new DiscoveryReader(limits.discoveryBytes(), limits.clusterBytes());
    }

    @Override
    public Discovery discover() {
        return caller.get(url("discover"), discovery::read);
    }

    @Override
    public ProvisionResponse provision(ProvisionRequest request) {
        return provision(request, Map.of());
    }

    @Override
    public ProvisionResponse provision(ProvisionRequest request, PlatformToken token) {
        return provision(request, token.toHeaders());
    }

    private ProvisionResponse provision(ProvisionRequest request, Map<String, String> headers) {
        HttpUrl url = url("provision");
        Reply reply = caller.post(url, Messages.PROVISION_REQUEST.bytes(request), headers);
        requireDone(url, reply);
        String what = Caller.what("POST", url) + "the request was taken, and ";
        try {
            ProvisionResponse response = Messages.PROVISION_RESPONSE.read(reply.body());
            response.nodeIds().filter(ids -> ids.size() != response.count()).ifPresent(ids -> {
                throw new IndeterminateException(
                        what + "the answer counts " + response.count() + " nodes and names " + ids.size());
            });
            return response;
        } catch (InvalidInputException unreadable) {
            throw new IndeterminateException(
                    what + "the answer cannot be read: " + Reply.plain(String.valueOf(unreadable.getMessage())),
                    unreadable);
        }
    }

    @Override
    public void deprovision(DeprovisionRequest request) {
        deprovision(request, Map.of());
    }

    @Override
    public void deprovision(DeprovisionRequest request, PlatformToken token) {
        deprovision(request, token.toHeaders());
    }

    private void deprovision(DeprovisionRequest request, Map<String, String> headers) {
        HttpUrl url = url("deprovision");
        requireDone(url, caller.post(url, Messages.DEPROVISION_REQUEST.bytes(request), headers));
    }

    private static void requireDone(HttpUrl url, Reply reply) {
        if (reply.isSuccess()) {
            return;
        }
        String what = Caller.what("POST", url) + reply.describe();
        if (reply.isServerError() || reply.status() == TIMEOUT) {
            throw new IndeterminateException(what);
        }
        // Below 500 the server says that it did not do it.
        throw reply.isRedirect() || NOT_ABOUT_THE_REQUEST.contains(reply.status())
                ? new UnavailableException(what)
                : new UnsupportedException(what);
    }

    private HttpUrl url(String path) {
        return base.newBuilder().addPathSegments(path).build();
    }
}
