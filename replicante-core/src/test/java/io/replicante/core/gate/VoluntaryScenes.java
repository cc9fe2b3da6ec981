package io.replicante.core.gate;

import io.replicante.core.state.ClusterFacts;
import io.replicante.core.state.Subject;
import io.replicante.core.view.FleetFacts;
import io.replicante.core.view.Surroundings;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.MaintenanceWindow;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.datastore.Members;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Restarts that somebody asks for. Each scene is played with the one cause against it, and without. */
final class VoluntaryScenes {
    private static final long TWO_HOURS = 7_200;

    private VoluntaryScenes() {}

    static GateCase onlyObserved(boolean cause) {
        Judgement judgement = healthy(3);
        World world = judgement.world;
        if (cause) {
            world.surroundings = new Surroundings(
                    new Namespace("prod", NamespaceStatus.OBSERVED),
                    Optional.empty(),
                    Optional.empty(),
                    world.surroundings.platform(),
                    Optional.empty());
        }
        return judgement.restart(world.follower().id);
    }

    static GateCase foreignCluster(boolean cause) {
        Judgement judgement = healthy(3);
        if (cause) {
            judgement.world.follower().clusterId = "ensemble-2";
        }
        return judgement.restart(judgement.world.leader);
    }

    static GateCase falseClaim(boolean cause) {
        GateCase honest = follower(healthy(3));
        return cause ? Judgement.claimingNoEffect(honest) : honest;
    }

    static GateCase undescribedVersion() {
        Judgement judgement = healthy(3);
        judgement.world.follower().version = "4.1.0";
        return judgement.restart(judgement.world.leader);
    }

    static GateCase pauseForbidden(boolean cause) {
        Judgement judgement = healthy(3);
        judgement.world.declare(
                World.spec(3, Declaration.Tolerate.DEFAULT, cause ? Optional.of(Duration.ZERO) : Optional.empty()));
        return judgement.restart(judgement.world.leader);
    }

    /** The world's time is a Sunday morning. */
    static GateCase outsideTheWindow(boolean cause) {
        return within(new MaintenanceWindow(
                EnumSet.of(cause ? DayOfWeek.SATURDAY : DayOfWeek.SUNDAY),
                LocalTime.of(6, 0),
                Duration.ofHours(4),
                ZoneOffset.UTC));
    }

    /** It closes before the node has to be back. */
    static GateCase windowTooShort(boolean cause) {
        return within(new MaintenanceWindow(
                EnumSet.of(DayOfWeek.SUNDAY),
                LocalTime.of(6, 0),
                Duration.ofMinutes(60).plusSeconds(cause ? 60 : 600),
                ZoneOffset.UTC));
    }

    private static GateCase within(MaintenanceWindow window) {
        Judgement judgement = healthy(3);
        ClusterSpec spec = World.spec(3, Declaration.Tolerate.DEFAULT);
        Declaration declared =
                spec.declaration().toBuilder().windows(List.of(window)).build();
        judgement.world.declare(new ClusterSpec(spec.ref(), true, spec.interval(), spec.platform(), declared));
        return judgement.restart(judgement.world.leader);
    }

    static GateCase anotherLags(boolean cause) {
        Judgement judgement = healthy(3);
        if (cause) {
            judgement.world.frozen.add(judgement.world.follower().id);
        }
        judgement.world.run(40);
        return judgement.restart(judgement.world.leader);
    }

    static GateCase withoutConfiguration() {
        Judgement judgement = healthy(3);
        judgement.world.machines.values().forEach(machine -> machine.reportsConfiguration = false);
        return follower(judgement);
    }

    static GateCase noHandOver(boolean cause) {
        Judgement judgement =
                healthy(3, Variants.onStop(cause ? Failover.OnStop.UNKNOWN : Failover.OnStop.LOSSLESS_HANDOVER));
        return judgement.restart(judgement.world.leader);
    }

    static GateCase noHandOverAndNoRoles() {
        Judgement judgement = healthy(3, Variants.onStop(Failover.OnStop.UNKNOWN));
        judgement.world.machines.values().forEach(machine -> machine.reportsRole = false);
        return follower(judgement);
    }

    static GateCase volatileStorage(boolean cause) {
        return follower(healthy(3, Variants.storage(cause ? Members.Storage.VOLATILE : Members.Storage.DURABLE)));
    }

    static GateCase withoutIncarnation() {
        Judgement judgement = healthy(3);
        judgement.world.follower().reportsIncarnation = false;
        return follower(judgement);
    }

    static GateCase anotherRestarts(boolean cause) {
        Judgement judgement = healthy(5);
        World world = judgement.world;
        world.declare(World.spec(5, new Declaration.Tolerate(OptionalInt.of(1), OptionalInt.of(0)), Optional.empty()));
        GateCase first = follower(judgement);
        if (cause) {
            judgement.begin(first.candidate());
        }
        return judgement.restart(world.leader);
    }

    /** Twenty clusters: two may be worked in at a time. */
    static GateCase elsewhereInAnotherCluster(boolean cause) {
        Judgement judgement = healthy(3);
        judgement.world.fleet = Optional.of(worked(judgement.world, cause ? List.of("", "") : List.of("")));
        return follower(judgement);
    }

    static GateCase elsewhereInAnotherZone(boolean cause) {
        Judgement judgement = inZones(3);
        judgement.world.fleet = Optional.of(worked(
                judgement.world,
                List.of(cause ? "z-elsewhere" : judgement.world.follower().zone.orElseThrow())));
        return follower(judgement);
    }

    /** A node that does not tell its zone may be in any but the one that is worked in. */
    static GateCase elsewhereAndItsZoneUnknown(boolean cause) {
        Judgement judgement = inZones(5);
        World world = judgement.world;
        String zone = world.follower().zone.orElseThrow();
        if (cause) {
            world.follower().zone = Optional.empty();
        }
        world.fleet = Optional.of(worked(world, List.of(zone)));
        return follower(judgement);
    }

    /** A person lets two nodes restart at once; they may be in one zone only. */
    static GateCase anotherZoneDisturbed(boolean cause) {
        Judgement judgement = inZones(5);
        World world = judgement.world;
        world.declare(World.spec(5, new Declaration.Tolerate(OptionalInt.of(0), OptionalInt.of(0)), Optional.empty()));
        world.overridden("one-disruption-at-a-time");
        GateCase first = follower(judgement);
        judgement.begin(first.candidate());
        world.leader().zone = cause ? world.leader().zone : world.follower().zone;
        return judgement.restart(world.leader);
    }

    /** Two of five may be out of service; the data would allow it either way. */
    static GateCase anotherIsOut(boolean cause) {
        Judgement judgement = healthy(5);
        World world = judgement.world;
        ClusterSpec spec =
                World.spec(5, new Declaration.Tolerate(OptionalInt.of(0), OptionalInt.of(0)), Optional.empty());
        Declaration.BlastRadius radius =
                new Declaration.BlastRadius(OptionalInt.of(3), OptionalInt.of(cause ? 39 : 40), 1);
        world.declare(new ClusterSpec(
                spec.ref(),
                true,
                spec.interval(),
                spec.platform(),
                spec.declaration().toBuilder().blastRadius(radius).build()));
        world.follower().kill();
        world.run(1);
        return judgement.restart(world.leader);
    }

    private static Judgement inZones(int size) {
        Judgement judgement = healthy(size);
        judgement.world.machines.values().forEach(machine -> machine.zone = Optional.of("z-" + machine.id));
        judgement.world.run(1);
        return judgement;
    }

    /** Other clusters of the fleet in each of which a node of a zone is worked on; without a name none reports its zone. */
    private static Evidence<FleetFacts> worked(World world, List<String> zones) {
        NavigableMap<ClusterRef, ClusterFacts> facts = new TreeMap<>();
        for (String zone : zones) {
            facts.put(
                    new ClusterRef("prod", "other-" + facts.size()),
                    new ClusterFacts(
                            3,
                            List.of(),
                            true,
                            zone.isEmpty() ? List.of() : List.of(zone),
                            Optional.of(new ClusterFacts.Observed(world.now, Duration.ofSeconds(1))),
                            Optional.empty()));
        }
        return Evidence.known(new FleetFacts(20, facts), world.now, "store");
    }

    static GateCase fleetUnknown() {
        Judgement judgement = healthy(3);
        judgement.world.fleet = Optional.of(Evidence.unknown("the store did not answer"));
        return follower(judgement);
    }

    static GateCase fleetOf(int seconds) {
        Judgement judgement = healthy(3);
        Instant decided = judgement.world.input().now();
        judgement.world.fleet = Optional.of(World.alone(decided.plusSeconds(seconds)));
        return follower(judgement);
    }

    static GateCase justFailed(boolean cause) {
        return failedBefore(1, cause ? 29 : 30);
    }

    static GateCase failedOften(boolean cause) {
        return failedBefore(cause ? 5 : 4, TWO_HOURS);
    }

    private static GateCase failedBefore(int times, long secondsAgo) {
        Judgement judgement = healthy(3);
        GateCase first = follower(judgement);
        judgement.failed(first.candidate(), times, secondsAgo);
        return judgement.of(
                candidate -> candidate.key().equals(first.candidate().key()));
    }

    /** The first of five times is too long ago, or just not; the copy of the node and the other node come and go in either case. */
    static GateCase nodeComesAndGoes(boolean cause) {
        Judgement judgement = healthy(3);
        World world = judgement.world;
        Instant first = world.input().now().minus(Duration.ofMinutes(10)).minusMillis(cause ? 0 : 1);
        Subject node = Subject.node(world.follower().id);
        world.opened("UNREACHABLE_BY_US", node, first, 5);
        world.opened("REPLICA_LAGGING", node, first.plusSeconds(1), 5);
        world.opened("UNREACHABLE_BY_US", Subject.node(world.leader), first.plusSeconds(1), 5);
        world.opened("NO_PRIMARY", Subject.cluster(World.CLUSTER.clusterId()), first.plusSeconds(1), 5);
        return follower(judgement);
    }

    static GateCase somebodyElseActs(boolean cause) {
        Judgement judgement = healthy(3);
        if (cause) {
            judgement.world.runForeign(judgement.world.leader, "acme.test/compact");
        }
        return follower(judgement);
    }

    static GateCase executorUnreadable(boolean cause) {
        Judgement judgement = healthy(3);
        judgement.world.follower().agentAnswers = !cause;
        return follower(judgement);
    }

    /** To forget the dead one of four leaves three copies of which two are enough; to forget a living one leaves two. */
    static GateCase forgetsBesideTheDead(boolean cause) {
        Judgement judgement = healthy(4);
        Machine dead = judgement.world.follower();
        dead.kill();
        judgement.world.run(2);
        String living = judgement.world.machines.values().stream()
                .map(machine -> machine.id)
                .filter(id -> !id.equals(dead.id) && !id.equals(judgement.world.leader))
                .findFirst()
                .orElseThrow();
        return judgement.repair(ActionKinds.CLUSTER_REMOVE, cause ? living : dead.id);
    }

    private static GateCase follower(Judgement judgement) {
        return judgement.restart(judgement.world.follower().id);
    }

    private static Judgement healthy(int size) {
        return healthy(size, Datastores.usual());
    }

    private static Judgement healthy(int size, DatastoreDefinition definition) {
        return new Judgement(World.healthy(size), definition);
    }
}
