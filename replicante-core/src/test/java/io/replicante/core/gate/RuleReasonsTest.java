package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.fixture.Altered;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.state.WorkClass;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Footprint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single rules answer, and why, where the verdict alone would not tell one cause from another. */
class RuleReasonsTest {
    private static final String TUNE = "acme.test/tune";
    private static final Footprint AWAY =
            new Footprint(Optional.of(Duration.ofMinutes(1)), List.of(), List.of(), false, false, false);

    private final World world = World.healthy(3);

    private static DatastoreDefinition tuning(String argument, String required) {
        Map<String, ActionDefinition> actions = new TreeMap<>(Datastores.usual().actions());
        actions.put(
                TUNE,
                new ActionDefinition(
                        TUNE,
                        ActionDefinition.RunsOn.SUBJECT,
                        Map.of("level", Expression.compile(argument)),
                        AWAY,
                        List.of(Expression.compile(required)),
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        true));
        return Datastores.with(actions);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | true | HOLDS | the definition describes acme.test/tune, and what it requires holds",
                "subject.attributes['acme.test/x'] | true | UNKNOWN | the argument level cannot be told",
                "5 | subject.status == 'UNHEALTHY' | VIOLATED | required and not so: subject.status == 'UNHEALTHY'",
                "5 | subject.attributes['acme.test/x'] == 1 | UNKNOWN | required and not known: subject.attributes['acme.test/x'] == 1",
                "5 | subject.caught_up | HOLDS | the definition describes acme.test/tune, and what it requires holds"
            })
    void whatTheDefinitionAsksForHasToBeKnownAndSo(String argument, String required, Answer answer, String why) {
        Reason reason = definitionKnown(tuning(argument, required), TUNE);

        assertThat(reason.message()).startsWith(why);
        assertThat(reason.answer()).isEqualTo(answer);
    }

    @Test
    void anActionThatIsNotDescribedIsRefused() {
        GateCase honest = new Judgement(world, Datastores.usual()).restart("node-1");

        Reason reason = new DefinitionKnown().judge(of(honest, "acme.test/unheard"));

        assertThat(reason.message()).isEqualTo("definition zookeeper does not describe acme.test/unheard");
        assertThat(reason.answer()).isEqualTo(Answer.VIOLATED);
    }

    /** Of four, one may be taken out; of three, none, unless another one comes for it. */
    @Test
    void noVoterIsTakenOutWhereTheDatastoreWantsAllOfThem() {
        Judgement judgement = new Judgement(world, Datastores.wanting(3));
        String follower = world.follower().id;

        Reason reason = new DefinitionKnown().judge(judgement.repair(ActionKinds.CLUSTER_REMOVE, follower));

        assertThat(reason.message()).isEqualTo("2 voters would be left, and the datastore wants at least 3");
        assertThat(reason.answer()).isEqualTo(Answer.VIOLATED);
        World four = World.healthy(4);
        assertThat(new DefinitionKnown()
                        .judge(new Judgement(four, Datastores.wanting(3))
                                .repair(ActionKinds.CLUSTER_REMOVE, four.follower().id))
                        .answer())
                .isEqualTo(Answer.HOLDS);
        assertThat(new DefinitionKnown().judge(swapping(four)).message())
                .as("another one comes for it")
                .isEqualTo("the definition describes agent.replicante.io/cluster.swap, and what it requires holds");
    }

    /** Down to what is declared; and below that for as long as no fewer failures are survived than before, of which one is asked for. */
    @ParameterizedTest
    @CsvSource({
        "4,3,HOLDS",
        "3,3,VIOLATED",
        "3,2,HOLDS",
        "3,4,VIOLATED",
        "5,4,HOLDS",
        "5,5,HOLDS",
        "2,1,HOLDS",
        "2,2,HOLDS"
    })
    void whoLeavesMayLeaveWhatIsDeclared(int voters, int declared, Answer answer) {
        World members = World.healthy(voters);
        members.declare(World.spec(declared, Declaration.Tolerate.DEFAULT));
        Judgement judgement = new Judgement(members, Datastores.usual());

        GateCase leaves = judgement.repair(ActionKinds.CLUSTER_REMOVE, members.follower().id);

        assertThat(new Tolerant().judge(leaves).answer()).isEqualTo(answer);
    }

    @Test
    void whoIsNotReadyIsNamedWhereOnlyThatStandsInTheWay() {
        GateCase lags = VoluntaryScenes.anotherLags(true);
        Reason reason = new Tolerant().judge(lags);

        assertThat(reason.message())
                .startsWith("meanwhile 0 further failures stop no writes, 1 asked for")
                .endsWith("; none would be asked for, but node-1 is not known to be caught up");
        assertThat(reason.unblockedBy())
                .contains("every other copy up and caught up, or a declaration that tolerates less");
    }

    @Test
    void whoIsDownIsNamed() {
        Judgement judgement = new Judgement(world, Datastores.usual());
        String dead = world.follower().id;
        world.declare(World.spec(3, new Declaration.Tolerate(OptionalInt.of(0), OptionalInt.empty())));
        world.machine(dead).kill();
        world.run(2);

        Reason reason = new Tolerant().judge(judgement.restart(world.leader));

        assertThat(reason.answer()).isEqualTo(Answer.VIOLATED);
        assertThat(reason.message()).endsWith("; none would be asked for, but " + dead + " is not up");
    }

    @Test
    void whatIsSaidOfALossDependsOnWhetherItIsARepair() {
        Judgement judgement = new Judgement(world, Datastores.usual());
        GateCase restart = judgement.restart(world.leader);
        assertThat(new Durable().judge(restart).message()).isEqualTo("no outcome loses an acknowledged write");

        GateCase lost = Judgement.claiming(restart, Effect.losing(world.leader));
        assertThat(new Durable().judge(lost).message()).isEqualTo("no outcome loses an acknowledged write");
        assertThat(new Durable().judge(of(lost, lost.candidate().done(WorkClass.REDUNDANCY))))
                .satisfies(reason -> {
                    assertThat(reason.answer()).isEqualTo(Answer.VIOLATED);
                    assertThat(reason.message()).contains("survives fewer failures than before");
                });
        String dead = world.follower().id;
        world.machine(dead).kill();
        world.run(2);
        assertThat(new Durable()
                        .judge(judgement.repair(ActionKinds.CLUSTER_REMOVE, dead))
                        .message())
                .isEqualTo("no outcome survives fewer failures than before");
        GateCase last = Judgement.claiming(judgement.restart(world.leader), Effect.losing(world.leader));
        assertThat(new Durable().judge(last)).satisfies(reason -> {
            assertThat(reason.answer()).isEqualTo(Answer.VIOLATED);
            assertThat(reason.message()).contains("an acknowledged write may be lost");
        });
    }

    @Test
    void whoHandsOverItselfNeedsNobodyToMoveItsRole() {
        PrimaryMovedFirst rule = new PrimaryMovedFirst();

        assertThat(rule.judge(VoluntaryScenes.noHandOver(true)).message())
                .endsWith("is the primary; its role has to be moved first");
        assertThat(rule.judge(VoluntaryScenes.noHandOver(false)).answer()).isEqualTo(Answer.HOLDS);
        assertThat(rule.judge(VoluntaryScenes.noHandOverAndNoRoles()).message())
                .isEqualTo("it is not known who the primary is");
        assertThat(rule.judge(FailoverScenes.hasMore(false)).message()).isEqualTo("nobody is taken away");
        assertThat(rule.judge(Judgement.claiming(FailoverScenes.writing(), Touches.away("a")))
                        .message())
                .endsWith("is the primary of some shard; its role has to be moved first");
        assertThat(rule.judge(Judgement.claiming(FailoverScenes.writing(), Touches.away("b")))
                        .message())
                .isEqualTo("b is not the primary");
    }

    /** One voter learnt, and takes the place of another one. */
    private static GateCase swapping(World world) {
        String follower = world.follower().id;
        Judgement judgement = new Judgement(world, Datastores.wanting(5));
        GateCase honest = judgement.repair(ActionKinds.CLUSTER_SWAP, follower);
        Candidate swap = honest.candidate();
        String lost = world.machine(world.leader).memberId;
        return of(
                honest,
                Altered.from(swap)
                        .effect(Touches.swap(follower, lost, true))
                        .request(Optional.of(new UUID(5, 6)))
                        .candidate());
    }

    private Reason definitionKnown(DatastoreDefinition definition, String kind) {
        Judgement judgement = new Judgement(world, definition);
        GateCase honest = judgement.restart("node-1");
        return new DefinitionKnown()
                .judge(Judgement.of(honest, judgement.candidate(honest.situation(), kind, "node-1")));
    }

    private static GateCase of(GateCase honest, Candidate candidate) {
        return Judgement.of(honest, candidate);
    }

    private static GateCase of(GateCase honest, String kind) {
        Candidate like = honest.candidate();
        return of(
                honest,
                Altered.from(like)
                        .kind(kind)
                        .withoutArgs()
                        .request(Optional.of(new UUID(5, 5)))
                        .candidate());
    }
}
