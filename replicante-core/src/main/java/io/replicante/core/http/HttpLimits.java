package io.replicante.core.http;

import java.time.Duration;
import java.util.Objects;

/**
 * How much HTTP calls may take and hold.
 *
 * @param connect how long a connection may take to open
 * @param call how long a call may take from its beginning to the last byte of its answer
 * @param nodeBytes the largest answer of an agent, in bytes
 * @param discoveryBytes the largest answer to a discovery, in bytes
 * @param clusterBytes the largest part of it for one cluster, in bytes, give or take a buffer
 * @param retries how often a reading is repeated when its connection broke
 * @param retryAfter how long after, half as much more or less
 * @param atOncePerNode how many calls to one node, or one platform, may be under way
 * @param perClusterAndSecond how many calls to the nodes of one cluster may begin in a second
 * @param tracked of how many nodes and clusters it is remembered how they did; the least recently used are forgotten first
 * @param idleConnections how many unused connections are kept open
 */
public record HttpLimits(
        Duration connect,
        Duration call,
        int nodeBytes,
        int discoveryBytes,
        int clusterBytes,
        int retries,
        Duration retryAfter,
        int atOncePerNode,
        int perClusterAndSecond,
        int tracked,
        int idleConnections) {
    private static final int MIB = 1024 * 1024;

    /** The defaults of everything. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            MIB,
            64 * MIB,
            8 * MIB,
            1,
            Duration.ofMillis(50),
            8,
            10_000,
            20_000,
            256);

    /** Refuses nulls, and limits that would allow nothing. */
    public HttpLimits {
        requirePositive(connect, "connect");
        requirePositive(call, "call");
        requirePositive(retryAfter, "retryAfter");
        requirePositive(nodeBytes, "nodeBytes");
        requirePositive(discoveryBytes, "discoveryBytes");
        requirePositive(clusterBytes, "clusterBytes");
        requirePositive(retries + 1, "retries + 1");
        requirePositive(atOncePerNode, "atOncePerNode");
        requirePositive(perClusterAndSecond, "perClusterAndSecond");
        requirePositive(tracked, "tracked");
        requirePositive(idleConnections, "idleConnections");
    }

    /**
     * These limits with another deadline for calls.
     *
     * @param other how long a call may take
     * @return the limits
     */
    public HttpLimits withCall(Duration other) {
        return new HttpLimits(
                connect,
                other,
                nodeBytes,
                discoveryBytes,
                clusterBytes,
                retries,
                retryAfter,
                atOncePerNode,
                perClusterAndSecond,
                tracked,
                idleConnections);
    }

    private static void requirePositive(Duration value, String name) {
        Objects.requireNonNull(value, name);
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least a millisecond, is " + value);
        }
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, is " + value);
        }
    }
}
