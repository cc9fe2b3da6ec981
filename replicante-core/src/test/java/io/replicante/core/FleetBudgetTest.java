package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.cycle.Bearing;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.cycle.Unreserved;
import io.replicante.core.diff.Diff;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.FakePlatform;
import io.replicante.core.fixture.Intents;
import io.replicante.core.fixture.Shell;
import io.replicante.core.gate.Losses;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Target;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.FleetFacts;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.Discovery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clusters in which somebody wants a node restarted, in a fleet where that may be done in so many at one time. */
final class FleetBudgetTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final Shell shell = new Shell();
    private final Map<String, WorkClass> wanted = new TreeMap<>();
    private final Map<String, FakeNode> nodes = new TreeMap<>();
    private final Map<String, String> zones = new TreeMap<>();
    private Evidence<FleetFacts> seen = Evidence.unknown("nobody looked");
    private final Replicante engine =
            shell.builder(shell.store, shell.stream).decide(this::decide).build();

    private static ClusterRef ref(String name) {
        return new ClusterRef(Shell.NS, name);
    }

    private void declare(int more) {
        engine.apply(Shell.manifests(), Shell.PERSON);
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        for (String name : NAMES) {
            declare(name);
            nodes.put(name, new FakeNode(name, "n-" + name, shell.time));
            shell.agents.byAddress.put("fake:n-" + name, nodes.get(name));
        }
        for (int i = 0; i < more; i++) {
            declare("more-" + i);
        }
        shell.platform.listing = () -> new Discovery(NAMES.stream()
                .map(name -> new DiscoveredCluster(name, List.of(FakePlatform.node("n-" + name))))
                .toList());
        engine.discover(Shell.PLATFORM);
        NAMES.forEach(this::cycle);
    }

    private void declare(String name) {
        engine.apply(
                new ClusterSpecManifest(new ClusterSpec(
                        ref(name), true, Shell.INTERVAL, Optional.of(Shell.PLATFORM), Declaration.defaults())),
                Shell.PERSON);
    }

    private void cycle(String name) {
        shell.time.advance(Duration.ofSeconds(1));
        engine.orchestrate(ref(name));
    }

    private boolean began(String name) {
        return !nodes.get(name).received.isEmpty();
    }

    /** What is wanted is under way until it is wanted no more. */
    private CycleOutput decide(CycleInput input) {
        ClusterState state = input.state();
        seen = input.surroundings().fleet();
        String name = state.spec().ref().clusterId();
        NavigableMap<UUID, Intent> intents = new TreeMap<>();
        Optional<Intent> step = Optional.empty();
        if (wanted.containsKey(name)) {
            Intent planned = intent(name, wanted.get(name), input.now());
            Optional<Intent> begun =
                    Optional.ofNullable(state.intents().get(planned.id())).filter(Intent::inFlight);
            step = begun.isPresent() ? Optional.empty() : Optional.of(planned);
            intents.put(planned.id(), begun.orElse(planned));
        }
        List<Decision> decisions = step.map(allowed -> List.of(
                        new Decision(allowed.candidate(), Decision.Verdict.ALLOWED, List.of(), List.of("later"))))
                .orElse(List.of());
        ClusterState next =
                state.toBuilder().intents(intents).decisions(decisions).build();
        Map<UUID, NavigableSet<String>> domains = new TreeMap<>();
        intents.keySet()
                .forEach(id -> domains.put(
                        id,
                        new TreeSet<>(
                                Optional.ofNullable(zones.get(name)).stream().toList())));
        Optional<Unreserved> unreserved = step.filter(Intent::takesShare)
                .map(planned -> Unreserved.waiting(next, planned))
                .map(waiting -> new Unreserved(waiting, told(input, waiting)));
        return new CycleOutput(
                "sync",
                next,
                told(input, next),
                step,
                List.of(),
                List.of(),
                List.of(),
                new Bearing(
                        Evidence.known(new Losses(3, List.of()), input.now(), "findings"),
                        domains,
                        Optional.empty(),
                        Optional.empty(),
                        new TreeSet<>()),
                unreserved);
    }

    private static List<NewEvent> told(CycleInput input, ClusterState next) {
        return Diff.of(input.state(), next, input.now(), Actor.engine("engine-1"))
                .events(List.of());
    }

    private Decision decision(String name) {
        return engine.explain(ref(name)).decisions().get(0);
    }

    private List<String> verdictsTold(String name) {
        return shell.store.events(StreamKey.of(ref(name)), 0, 100).stream()
                .filter(event -> event.code().equals(EventCodes.DECISION_CHANGED))
                .map(event -> event.payload().path("verdict").asText())
                .toList();
    }

    private static Intent intent(String name, WorkClass work, Instant now) {
        Effect away = new Effect(
                Optional.of("n-" + name),
                Duration.ofMinutes(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false);
        Candidate candidate = new Candidate(
                FakeNode.COUNT + "|" + name,
                FakeNode.COUNT,
                work,
                "test",
                Optional.of("n-" + name),
                List.of(new Target("n-" + name, Optional.empty(), Optional.empty())),
                Optional.empty(),
                JsonNodeFactory.instance.nullNode(),
                away,
                List.of(),
                Optional.empty(),
                Actor.engine("engine-1"),
                true);
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return Intents.of(id, candidate, now);
    }

    @Test
    @DisplayName("case 19a: a share of the fleet's budget is spent once, and who waits for it is told")
    void worksInOneClusterAtATimeAndSaysWhyTheOtherWaits() {
        declare(0);
        wanted.put("a", WorkClass.VOLUNTARY);
        wanted.put("b", WorkClass.VOLUNTARY);

        cycle("a");
        cycle("b");
        cycle("b");

        assertThat(began("a")).isTrue();
        assertThat(began("b")).isFalse();
        assertThat(engine.explain(ref("b")).notes()).anyMatch(note -> note.contains("waits: reserved"));
        assertThat(engine.explain(ref("a")).notes()).noneMatch(note -> note.contains("reserved"));
    }

    @Test
    void goesOnInTheNextClusterWhenNothingIsUnderWayInTheFirst() {
        declare(0);
        wanted.put("a", WorkClass.VOLUNTARY);
        wanted.put("b", WorkClass.VOLUNTARY);
        cycle("a");
        cycle("b");

        wanted.remove("a");
        cycle("a");
        cycle("b");

        assertThat(began("b")).isTrue();
        assertThat(engine.explain(ref("b")).notes()).noneMatch(note -> note.contains("reserved"));
    }

    @Test
    @DisplayName("case 19b: a share ends with what it was taken for")
    void keepsNoShareForWhatIsNotWantedAnyMoreOrDeleted() {
        declare(0);
        wanted.put("a", WorkClass.VOLUNTARY);
        wanted.put("b", WorkClass.VOLUNTARY);
        wanted.put("c", WorkClass.VOLUNTARY);
        cycle("a");
        cycle("b");
        engine.desired().deleteCluster(ref("a"), Shell.PERSON);
        wanted.remove("b");
        cycle("b");

        cycle("c");

        assertThat(began("b")).isFalse();
        assertThat(began("c")).isTrue();
    }

    /** The first cycle of a cluster on a store plans, and begins nothing. */
    @Test
    void keepsNoShareForAPlanInAClusterThatIsNotLookedAtAnyMore() {
        wanted.put("a", WorkClass.VOLUNTARY);
        declare(0);
        wanted.put("b", WorkClass.VOLUNTARY);
        cycle("b");
        assertThat(began("b")).isFalse();

        engine.apply(
                new ClusterSpecManifest(new ClusterSpec(
                        ref("a"), false, Shell.INTERVAL, Optional.of(Shell.PLATFORM), Declaration.defaults())),
                Shell.PERSON);
        cycle("a");
        cycle("b");

        assertThat(began("a")).isFalse();
        assertThat(began("b")).isTrue();
    }

    @Test
    void readsAsWaitingForTheBudgetAndNotAsAllowed() {
        declare(0);
        wanted.put("a", WorkClass.VOLUNTARY);
        wanted.put("b", WorkClass.VOLUNTARY);
        cycle("a");
        cycle("b");
        cycle("b");

        assertThat(decision("b").verdict()).isEqualTo(Decision.Verdict.WAITING);
        assertThat(decision("b").answers()).containsEntry("reserved", Reason.Answer.VIOLATED);
        assertThat(decision("b").unblockedBy()).singleElement().asString().startsWith("reserved: ");
        assertThat(verdictsTold("b")).containsExactly("WAITING");
        assertThat(past("b")).containsExactly(Decision.Verdict.WAITING);

        wanted.remove("a");
        cycle("a");
        cycle("b");

        assertThat(decision("b").verdict()).isEqualTo(Decision.Verdict.ALLOWED);
        assertThat(verdictsTold("b")).containsExactly("WAITING", "ALLOWED");
        assertThat(past("b")).containsExactly(Decision.Verdict.WAITING, Decision.Verdict.ALLOWED);
        assertThat(verdictsTold("a")).containsExactly("ALLOWED");
    }

    private List<Decision.Verdict> past(String name) {
        return engine.decisions(ref(name), Instant.EPOCH).entries().stream()
                .map(decided -> decided.decision().verdict())
                .toList();
    }

    @Test
    void disturbsOneFailureDomainOfTheFleetAtATime() {
        declare(27);
        zones.putAll(Map.of("a", "z1", "b", "z2", "c", "z1"));
        NAMES.forEach(name -> wanted.put(name, WorkClass.VOLUNTARY));

        NAMES.forEach(this::cycle);

        assertThat(NAMES).filteredOn(this::began).containsExactly("a", "c");

        wanted.remove("a");
        wanted.remove("c");
        List.of("a", "c", "b").forEach(this::cycle);
        assertThat(began("b")).isTrue();
    }

    @Test
    void knowsWhereElseWorkIsUnderWayAndOnlyWhereItBegan() {
        declare(0);
        zones.putAll(Map.of("a", "z1", "b", "z2"));
        wanted.put("a", WorkClass.VOLUNTARY);
        wanted.put("b", WorkClass.VOLUNTARY);
        cycle("a");
        cycle("b");
        shell.time.advance(Duration.ofSeconds(2));

        cycle("c");

        FleetFacts facts = seen.toOptional().orElseThrow();
        assertThat(facts.clusters()).isEqualTo(3);
        assertThat(facts.workingBeside(ref("c")).keySet()).containsExactly(ref("a"));
        assertThat(facts.facts().get(ref("a")).domains()).containsExactly("z1");
        assertThat(facts.facts().get(ref("a")).seen()).isEqualTo(3);
    }

    @Test
    @DisplayName("case 19c: no budget delays a repair")
    void delaysNoRepair() {
        declare(0);
        wanted.put("a", WorkClass.VOLUNTARY);
        wanted.put("b", WorkClass.REDUNDANCY);
        wanted.put("c", WorkClass.AVAILABILITY);

        NAMES.forEach(this::cycle);

        assertThat(NAMES).allMatch(this::began);
    }

    @Test
    void worksInATenthOfALargerFleet() {
        declare(17);
        NAMES.forEach(name -> wanted.put(name, WorkClass.VOLUNTARY));

        NAMES.forEach(this::cycle);

        assertThat(began("a")).isTrue();
        assertThat(began("b")).isTrue();
        assertThat(began("c")).isFalse();
    }
}
