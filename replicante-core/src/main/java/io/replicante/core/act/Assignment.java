package io.replicante.core.act;

import io.replicante.core.state.Intent;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.PlatformSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An intent and what is needed to hand it over.
 *
 * @param intent the intent; for sending its attempt is committed
 * @param cluster the declared cluster
 * @param platform its platform, if it has one
 * @param addresses where agents answer, by node
 * @param issuer the incarnation of the store on which the attempt was committed
 * @param epoch the epoch of the lease under which this request is made
 * @param now the engine's time
 * @param atMost how long the request may take
 * @param request the action as it was asked for, if somebody asked for it
 */
public record Assignment(
        Intent intent,
        ClusterSpec cluster,
        Optional<PlatformSpec> platform,
        Map<String, String> addresses,
        String issuer,
        long epoch,
        Instant now,
        Duration atMost,
        Optional<NodeAction> request) {
    /** Refuses nulls, copies the map. */
    public Assignment {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(platform, "platform");
        addresses = Map.copyOf(addresses);
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(atMost, "atMost");
        Objects.requireNonNull(request, "request");
    }

    /**
     * An assignment of the engine's own.
     *
     * @param intent the intent; for sending its attempt is committed
     * @param cluster the declared cluster
     * @param platform its platform, if it has one
     * @param addresses where agents answer, by node
     * @param issuer the incarnation of the store on which the attempt was committed
     * @param epoch the epoch of the lease under which this request is made
     * @param now the engine's time
     * @param atMost how long the request may take
     */
    public Assignment(
            Intent intent,
            ClusterSpec cluster,
            Optional<PlatformSpec> platform,
            Map<String, String> addresses,
            String issuer,
            long epoch,
            Instant now,
            Duration atMost) {
        this(intent, cluster, platform, addresses, issuer, epoch, now, atMost, Optional.empty());
    }

    Optional<String> executor() {
        return intent.candidate().executor();
    }

    Optional<String> executorAddress() {
        return executor().map(addresses::get);
    }
}
