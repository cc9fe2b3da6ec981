package io.replicante.core.gate;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterFacts;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Finding;
import io.replicante.core.view.FleetFacts;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Repairs and growth. Each scene is played with the one cause against it, and without. */
final class RepairScenes {
    private static final int CONFIRMED = 13;
    private static final int TOO_OLD = 601;

    private RepairScenes() {}

    static GateCase staleListing(boolean cause) {
        Judgement judgement = withLeftOver(Datastores.usual());
        if (cause) {
            age(judgement.world);
        }
        return judgement.of(Candidate.DEPROVISION);
    }

    static GateCase tooSoon(boolean cause) {
        return afterALoss(World.healthy(3), Datastores.usual(), 1, cause ? CONFIRMED - 4 : CONFIRMED);
    }

    static GateCase seenOnce(boolean cause) {
        World world = new World(3);
        Judgement judgement = new Judgement(world, Datastores.usual());
        world.discover();
        world.run(cause ? 0 : 1);
        return judgement.of(Candidate.PROVISION);
    }

    static GateCase unwitnessed(boolean cause) {
        World world = World.healthy(3);
        String lost = world.follower().id;
        if (!cause) {
            world.leader().zone = Optional.of(lost);
        }
        return afterALoss(world, Variants.witnessed(), 1, CONFIRMED);
    }

    static GateCase manyLost(boolean cause) {
        return afterALoss(World.healthy(12), Datastores.usual(), cause ? 5 : 4, CONFIRMED);
    }

    /** One of three, when others of the namespace lost nodes half a minute before; in other namespaces they may. */
    static GateCase manyLostAround(boolean cause) {
        World world = World.healthy(3);
        GateCase alone = afterALoss(world, Datastores.usual(), 1, CONFIRMED);
        Instant before = Losses.of(alone.view(), alone.situation().findings())
                .toOptional()
                .orElseThrow()
                .lost()
                .get(0)
                .minusSeconds(30);
        ClusterFacts lost = facts(List.of(before, before, before, before), world.now, Optional.empty());
        ClusterRef other = new ClusterRef(cause ? "prod" : "elsewhere", "other");
        world.fleet =
                Optional.of(Evidence.known(new FleetFacts(2, new TreeMap<>(Map.of(other, lost))), world.now, "store"));
        return new Judgement(world, Datastores.usual()).of(Candidate.PROVISION);
    }

    /** Another cluster of the namespace that does not tell what it lost; one that nobody looks at any more may be silent. */
    static GateCase lossBesideOneThatDoesNotTell(boolean cause) {
        World world = World.healthy(3);
        afterALoss(world, Datastores.usual(), 1, CONFIRMED);
        ClusterFacts silent = facts(
                List.of(), world.now.minusSeconds(cause ? 60 : 66), Optional.of("the check node failed to answer"));
        world.fleet = Optional.of(Evidence.known(
                new FleetFacts(2, new TreeMap<>(Map.of(new ClusterRef("prod", "other"), silent))), world.now, "store"));
        return new Judgement(world, Datastores.usual()).of(Candidate.PROVISION);
    }

    private static ClusterFacts facts(List<Instant> lost, Instant at, Optional<String> unknown) {
        return facts(lost, at, Duration.ofSeconds(2), unknown);
    }

    private static ClusterFacts facts(List<Instant> lost, Instant at, Duration every, Optional<String> unknown) {
        return new ClusterFacts(4, lost, false, List.of(), Optional.of(new ClusterFacts.Observed(at, every)), unknown);
    }

    /** One of three, beside another cluster that is looked at every minute and told so long after the loss that it lost nothing. */
    static GateCase lossBesideOneThatToldThen(long after) {
        return besideATellingOne(
                CONFIRMED, loss -> facts(List.of(), loss.plusSeconds(after), Duration.ofMinutes(1), Optional.empty()));
    }

    /** One of three, when another cluster, which is looked at every minute, was found so long after to have lost all its nodes. */
    static GateCase lossBesideOneFoundLater(boolean cause) {
        long after = cause ? 120 : 121;
        return besideATellingOne(
                140,
                loss -> facts(
                        Collections.nCopies(4, loss.plusSeconds(after)),
                        loss.plusSeconds(after),
                        Duration.ofMinutes(1),
                        Optional.empty()));
    }

    private static GateCase besideATellingOne(int cycles, Function<Instant, ClusterFacts> told) {
        World world = World.healthy(3);
        GateCase alone = afterALoss(world, Datastores.usual(), 1, cycles);
        Instant loss = Losses.of(alone.view(), alone.situation().findings())
                .toOptional()
                .flatMap(Losses::latest)
                .orElseThrow();
        world.fleet = Optional.of(Evidence.known(
                new FleetFacts(2, new TreeMap<>(Map.of(new ClusterRef("prod", "other"), told.apply(loss)))),
                world.now,
                "store"));
        return new Judgement(world, Datastores.usual()).of(Candidate.PROVISION);
    }

    /** Five of twelve are lost, says one of the others; the other six see them all, or none of them. */
    static GateCase fewPeersConfirm(boolean cause) {
        World world = World.healthy(12);
        world.machines.values().forEach(machine -> machine.zone = Optional.of(cause ? "sees them" : "lost them"));
        world.machines.lastEntry().getValue().zone = Optional.of("lost them");
        return afterALoss(
                world, Variants.witnessed("node.attributes['replicante.io/zone'] == 'lost them'"), 5, CONFIRMED);
    }

    static GateCase lossComesAndGoes(boolean cause) {
        World world = World.healthy(3);
        Finding resolved =
                afterALoss(world, Datastores.usual(), 1, CONFIRMED).resolved().get(0);
        world.opened(resolved.code(), resolved.subject(), world.now.minusSeconds(300), cause ? 5 : 4);
        return new Judgement(world, Datastores.usual()).of(Candidate.PROVISION);
    }

    static GateCase lossBesideTheUnknown() {
        World world = World.healthy(3);
        world.fleet = Optional.of(Evidence.unknown("the store did not answer"));
        return afterALoss(world, Datastores.usual(), 1, CONFIRMED);
    }

    static GateCase growthBesideTheUnknown() {
        World world = new World(3);
        world.fleet = Optional.of(Evidence.unknown("the store did not answer"));
        Judgement judgement = new Judgement(world, Datastores.usual());
        world.run(3);
        return judgement.of(Candidate.PROVISION);
    }

    static GateCase othersHoldNothing(boolean cause) {
        return withLeftOver(cause ? Variants.holdsData("false") : Datastores.usual())
                .of(Candidate.DEPROVISION);
    }

    static GateCase leftOverWithoutConfiguration() {
        Judgement judgement = withLeftOver(Datastores.usual());
        GateCase before = judgement.of(Candidate.DEPROVISION);
        judgement.world.machines.values().forEach(machine -> machine.reportsConfiguration = false);
        return new GateCase(
                before.candidate(), judgement.restart(judgement.world.leader).situation(), before.settings());
    }

    static GateCase silentNode(boolean cause) {
        World world = new World(3);
        Judgement judgement = new Judgement(world, Datastores.usual());
        world.provision().agentAnswers = !cause;
        world.run(3);
        return judgement.of(Candidate.PROVISION);
    }

    static GateCase formingOnAStaleListing() {
        World world = new World(3);
        Judgement judgement = new Judgement(world, Datastores.usual());
        world.run(3);
        age(world);
        return judgement.of(Candidate.PROVISION);
    }

    static GateCase isBeingTaught(boolean cause) {
        Judgement judgement = withLeftOver(Datastores.usual());
        GateCase before = judgement.of(Candidate.DEPROVISION);
        if (cause) {
            String node = before.effect().lost().orElseThrow();
            judgement.begin(judgement.candidate(before.situation(), ActionKinds.CLUSTER_LEARN, node));
        }
        return judgement.of(Candidate.DEPROVISION);
    }

    static GateCase isBeingAdded(boolean cause) {
        Judgement judgement = withLeftOver(Datastores.usual());
        GateCase before = judgement.of(Candidate.DEPROVISION);
        if (cause) {
            String node = before.effect().lost().orElseThrow();
            judgement.begin(judgement.candidate(before.situation(), ActionKinds.CLUSTER_ADD, node));
        }
        return judgement.of(Candidate.DEPROVISION);
    }

    static GateCase leftOverButNoQuorum(boolean cause) {
        Judgement judgement = withLeftOver(Datastores.usual());
        if (cause) {
            judgement.world.follower().kill();
        }
        return judgement.of(Candidate.DEPROVISION);
    }

    static GateCase leftOverThatWorks(boolean cause) {
        Judgement judgement = withLeftOver(Datastores.usual());
        Machine leftOver = judgement.world.machine(
                judgement.of(Candidate.DEPROVISION).effect().lost().orElseThrow());
        leftOver.ownConfiguration = cause ? Optional.of(0L) : Optional.empty();
        return judgement.of(Candidate.DEPROVISION);
    }

    static GateCase leftOverThatIsDead() {
        Judgement judgement = withLeftOver(Datastores.usual());
        Machine leftOver = judgement.world.machine(
                judgement.of(Candidate.DEPROVISION).effect().lost().orElseThrow());
        leftOver.kill();
        leftOver.agentAnswers = false;
        return judgement.of(Candidate.DEPROVISION);
    }

    static GateCase anotherLearns(boolean cause) {
        Judgement judgement = growing(Datastores.usual());
        GateCase first = judgement.of(ActionKinds.CLUSTER_LEARN);
        if (cause) {
            judgement.begin(judgement.candidate(first.situation(), ActionKinds.CLUSTER_LEARN, "node-4"));
        }
        return judgement.of(
                candidate -> candidate.key().equals(first.candidate().key()));
    }

    static GateCase tooSmall(boolean cause) {
        String free = "node.status == 'NOT_IN_CLUSTER' ? " + (cause ? 9 : 10) + " : 0";
        return growing(Variants.capacity(free, "subject.status == 'HEALTHY' ? 10 : 0"))
                .of(ActionKinds.CLUSTER_LEARN);
    }

    static GateCase roomUnknown() {
        return growing(Variants.capacity("node.attributes['acme.test/free']", "1"))
                .of(ActionKinds.CLUSTER_LEARN);
    }

    static GateCase unapproved(boolean cause) {
        World world = new World(3);
        Judgement judgement = new Judgement(world, Datastores.usual());
        ClusterSpec spec = world.state.spec();
        Declaration declared = spec.declaration();
        Declaration asking = declared.toBuilder()
                .approval(cause ? Declaration.Approval.REQUIRED : Declaration.Approval.GRANTED)
                .build();
        world.declare(new ClusterSpec(spec.ref(), true, spec.interval(), spec.platform(), asking));
        world.run(3);
        return judgement.of(Candidate.PROVISION);
    }

    /** Two members, a third declared, two machines that wait. */
    private static Judgement growing(DatastoreDefinition definition) {
        World world = World.healthy(2);
        Judgement judgement = new Judgement(world, definition);
        world.declare(World.spec(3, Declaration.Tolerate.DEFAULT));
        world.provision();
        world.provision();
        world.run(3);
        return judgement;
    }

    private static GateCase afterALoss(World world, DatastoreDefinition definition, int nodes, int cycles) {
        Judgement judgement = new Judgement(world, definition);
        world.follower().kill();
        List<Machine> running =
                world.machines.values().stream().filter(each -> each.running).toList();
        running.subList(0, nodes - 1).forEach(Machine::kill);
        world.run(cycles);
        return judgement.of(Candidate.PROVISION);
    }

    /** Three members were reduced to two, and the machine of the third is still there. */
    private static Judgement withLeftOver(DatastoreDefinition definition) {
        World world = World.healthy(3);
        Judgement judgement = new Judgement(world, definition);
        world.configured.remove(world.follower().memberId);
        world.configurationVersion++;
        world.run(3);
        return judgement;
    }

    private static void age(World world) {
        world.listings = false;
        DiscoveryRecord fresh = world.state.discovery().orElseThrow();
        world.discovered(new DiscoveryRecord(fresh.nodes(), world.now.minusSeconds(TOO_OLD)));
    }
}
