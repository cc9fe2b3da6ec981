package io.replicante.agent.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;

/**
 * Changes the membership of an ensemble through its own dynamic reconfiguration.
 *
 * <p>Each attempt has a session of its own. It looks first, changes nothing when nothing is left to do, and binds what it
 * sends to the version of the configuration that it saw: an attempt whose answer was lost can take effect once, on that
 * configuration, or never.
 *
 * <p>Thread safety: immutable; concurrent attempts exclude each other in the ensemble.
 */
final class Reconfiguration {

    private static final Duration SESSION = Duration.ofSeconds(4);
    private static final int CLOSE_MILLIS = 1_000;

    private final HostPort server;
    private final Duration deadline;

    /**
     * @param server the client address of a member
     * @param deadline how long one attempt may wait for a session, and for each answer
     */
    Reconfiguration(HostPort server, Duration deadline) {
        this.server = Objects.requireNonNull(server, "server");
        this.deadline = Objects.requireNonNull(deadline, "deadline");
    }

    /**
     * Tries once to make a change. Blocks for a few deadlines at most.
     *
     * @throws InterruptedException when interrupted; the change may have been sent
     */
    Attempt attempt(MembershipChange change) throws InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeperAdmin admin;
        try {
            admin = new ZooKeeperAdmin(
                    server.render(),
                    (int) SESSION.toMillis(),
                    event -> {
                        if (event.getState() == KeeperState.SyncConnected) {
                            connected.countDown();
                        }
                    },
                    clientConfig());
        } catch (IOException e) {
            return new Attempt.NotYet("no session: " + e);
        }
        try {
            if (!connected.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Attempt.NotYet("no session with " + server.render() + " within " + deadline);
            }
            return attempt(change, admin);
        } finally {
            admin.close(CLOSE_MILLIS);
        }
    }

    private static Attempt attempt(MembershipChange change, ZooKeeperAdmin admin) throws InterruptedException {
        EnsembleConfig members;
        try {
            members = read(admin);
        } catch (KeeperException e) {
            return new Attempt.NotYet("the configuration cannot be read: " + e.code());
        }
        if (change.isReachedIn(members)) {
            return new Attempt.Reached(members);
        }
        Optional<String> objection = change.objection(members);
        return objection.isPresent() ? new Attempt.Refused(objection.get()) : send(change, members, admin);
    }

    private static Attempt send(MembershipChange change, EnsembleConfig members, ZooKeeperAdmin admin)
            throws InterruptedException {
        String joining = change.joining(members).map(EnsembleMember::render).orElse(null);
        String leaving = change.leaving(members).isPresent()
                ? Long.toString(change.leaving(members).getAsLong())
                : null;
        try {
            byte[] agreed = admin.reconfigure(joining, leaving, null, members.version(), new Stat());
            return new Attempt.Reached(parse(agreed));
        } catch (KeeperException e) {
            return switch (e.code()) {
                case NEWCONFIGNOQUORUM -> new Attempt.NotYet("too few of the voters-to-be are in step with the leader");
                case RECONFIGINPROGRESS -> new Attempt.NotYet("another change is being made");
                case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONEXPIRED ->
                    new Attempt.Unclear("no answer to the change: " + e.code());
                case BADVERSION -> movedOn(change, admin);
                default -> new Attempt.Refused("the ensemble refuses the change: " + e.getMessage());
            };
        }
    }

    /** The configuration changed after we read it, perhaps by an attempt of ours whose answer was lost. */
    private static Attempt movedOn(MembershipChange change, ZooKeeperAdmin admin) throws InterruptedException {
        try {
            EnsembleConfig members = read(admin);
            return change.isReachedIn(members)
                    ? new Attempt.Reached(members)
                    : new Attempt.Refused("the configuration changed meanwhile, to version " + members.versionText());
        } catch (KeeperException e) {
            return new Attempt.Refused("the configuration changed meanwhile, and cannot be read: " + e.code());
        }
    }

    private static EnsembleConfig read(ZooKeeperAdmin admin) throws KeeperException, InterruptedException {
        return parse(admin.getConfig(false, new Stat()));
    }

    private static EnsembleConfig parse(byte[] text) {
        return EnsembleConfig.parse(new String(text, StandardCharsets.UTF_8));
    }

    private ZKClientConfig clientConfig() {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, Long.toString(deadline.toMillis()));
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        return config;
    }
}
