package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.check.Checks;
import io.replicante.core.check.DesiredStateCheck;
import io.replicante.core.check.Signal;
import io.replicante.core.gate.Gate;
import io.replicante.core.gate.GateCase;
import io.replicante.core.gate.SafetyRule;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.plan.Candidates;
import io.replicante.core.plan.Planner;
import io.replicante.core.plan.Remedy;
import io.replicante.core.plan.Situation;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.state.Subject;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.ClusterView;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.Definitions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What hosts plug in is asked like what is built in, and cannot break it. */
class HostPlugsTest {
    @Test
    void aHostsRuleForbidsWhatTheBuiltInOnesAllow() {
        World world = with(
                List.of(), List.of(), List.of(rule(judged -> new Reason("curfew", Answer.VIOLATED, "not at night"))));

        UUID request = world.request("node-2", ActionKinds.STORE_RESTART);
        world.tick();

        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(world.decisionOn(request).against()).extracting(Reason::rule).containsExactly("curfew");
    }

    @Test
    @DisplayName("case 25g: a host's rule that throws is a refusal")
    void aRuleThatThrowsIsARefusalAndHarmsNoOtherCluster() {
        World world = with(List.of(), List.of(), List.of(rule(judged -> {
            throw new IllegalStateException("no idea");
        })));

        UUID request = world.request("node-2", ActionKinds.STORE_RESTART);
        world.tick();

        assertThat(world.answer(request, "curfew")).isEqualTo(Answer.UNKNOWN);
        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.REFUSED);
    }

    /** Its answer is not known, and neither is to what it applies. */
    @Test
    void aRuleOfWhichAnyOtherMethodThrowsIsARefusal() {
        World world = with(List.of(), List.of(), List.of(new SafetyRule() {
            @Override
            public String id() {
                return "curfew";
            }

            @Override
            public Set<WorkClass> appliesTo() {
                throw new IllegalStateException("no idea");
            }

            @Override
            public SafetyRule.Severity severity() {
                throw new IllegalStateException("no idea");
            }

            @Override
            public String unblockedBy() {
                throw new IllegalStateException("no idea");
            }

            @Override
            public Reason judge(GateCase judged) {
                return holds("fine");
            }
        }));

        UUID request = world.request("node-2", ActionKinds.STORE_RESTART);
        world.tick();

        assertThat(world.answer(request, "curfew")).isEqualTo(Answer.UNKNOWN);
        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.REFUSED);
    }

    /** That such a check found nothing means nothing. */
    @Test
    void aCheckThatThrowsIsNoProofThatNothingIsWrong() {
        World world = with(List.of(throwing("identity"), throwing("outage")), List.of(), List.of());
        world.dispatches = false;
        world.follower().kill();
        world.run(13);

        assertThat(world.decisions(Candidate.PROVISION))
                .singleElement()
                .satisfies(decision -> assertThat(decision.against())
                        .extracting(Reason::rule, Reason::answer)
                        .contains(tuple("identity-certain", Answer.UNKNOWN), tuple("mass-failure", Answer.UNKNOWN)));
    }

    private static DesiredStateCheck throwing(String name) {
        return new DesiredStateCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Signal> check(ClusterView view) {
                throw new IllegalStateException("no idea");
            }
        };
    }

    @Test
    void aHostsCheckBecomesAFindingWithAHistory() {
        World world = with(
                List.of(check(view -> List.of(Signal.of(
                        "ACME_LICENCE_ENDS", Finding.Severity.WARNING, Subject.cluster("coordination"), "Renew it.")))),
                List.of(),
                List.of());

        world.run(3);

        assertThat(world.state
                        .findings()
                        .get("ACME_LICENCE_ENDS/cluster/coordination")
                        .cycles())
                .isEqualTo(3);
    }

    @Test
    void aCheckThatThrowsBecomesAFindingItself() {
        World world = with(
                List.of(check(view -> {
                    throw new IllegalStateException("no idea");
                })),
                List.of(),
                List.of());

        world.tick();

        assertThat(world.state.findings()).containsKey("CHECK_FAILED/check/acme");
    }

    @Test
    void aRemedyThatThrowsIsNotedAndTheOthersAreAsked() {
        World world = with(
                List.of(),
                List.of(new Remedy() {
                    @Override
                    public String name() {
                        return "acme";
                    }

                    @Override
                    public List<Candidate> propose(Situation situation) {
                        throw new IllegalStateException("no idea");
                    }
                }),
                List.of());

        UUID request = world.request("node-2", ActionKinds.STORE_RESTART);
        world.tick();

        assertThat(world.last.notes()).anyMatch(note -> note.contains("acme"));
        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void aRemedyThatClaimsNoFootprintIsNotBelieved() {
        World world = World.healthy(3);
        world.dispatches = false;
        UUID request = world.request("node-2", ActionKinds.STORE_RESTART);
        world.tick();
        Candidate honest = world.decisionOn(request).candidate();
        Candidate lying = new Candidate(
                "lying",
                honest.kind(),
                honest.work(),
                "acme",
                honest.executor(),
                honest.targets(),
                honest.group(),
                honest.args(),
                Effect.NONE,
                List.of(),
                Optional.empty(),
                honest.actor(),
                true);
        World with = with(List.of(), List.of(remedy(situation -> List.of(lying))), List.of());
        with.sent.clear();

        with.run(3);

        assertThat(with.sent).isEmpty();
        assertThat(with.decisions(ActionKinds.STORE_RESTART).get(0).against())
                .extracting(Reason::rule)
                .contains("definition-known");
    }

    /** What is run where, and what is given back, is read from other fields than the footprint. */
    @Test
    void aRemedyThatClaimsOneNodeAndTouchesAnotherIsNotBelieved() {
        World world = World.healthy(3);
        String follower = world.follower().id;
        String another = world.machines.keySet().stream()
                .filter(id -> !id.equals(follower) && !id.equals(world.leader().id))
                .findFirst()
                .orElseThrow();
        Function<Situation, Candidate> elsewhere = situation -> {
            Candidate honest = Candidates.of(situation, "acme")
                    .action(
                            situation
                                    .definition()
                                    .flatMap(known -> known.action(ActionKinds.STORE_RESTART))
                                    .orElseThrow(),
                            situation.view().node(follower),
                            Optional.empty(),
                            List.of())
                    .done(WorkClass.VOLUNTARY);
            return lying(honest, Optional.of(another), honest.args(), honest.effect());
        };

        assertNotBelieved(elsewhere, ActionKinds.STORE_RESTART);
    }

    @Test
    void aRemedyThatNamesAnotherToTheAgentThanItSaysIsNotBelieved() {
        World world = World.healthy(3);
        String follower = world.follower().id;
        assertNotBelieved(
                situation -> {
                    Candidate honest = Candidates.of(situation, "acme")
                            .action(
                                    situation
                                            .definition()
                                            .flatMap(known -> known.action(ActionKinds.CLUSTER_ADD))
                                            .orElseThrow(),
                                    situation.view().node(follower),
                                    Optional.empty(),
                                    List.of());
                    ObjectNode args = JsonNodeFactory.instance.objectNode();
                    honest.args().fieldNames().forEachRemaining(name -> args.put(name, "somebody-else:2888"));
                    return lying(honest, honest.executor(), args, honest.effect());
                },
                ActionKinds.CLUSTER_ADD);
    }

    @Test
    void aRemedyThatForgetsTheMachineThatItGivesBackIsNotBelieved() {
        assertNotBelieved(
                situation -> {
                    Candidate honest = Candidates.of(situation, "acme")
                            .deprovision(situation.view().nodes().firstEntry().getValue(), List.of());
                    return lying(honest, honest.executor(), honest.args(), Effect.NONE);
                },
                Candidate.DEPROVISION);
    }

    @Test
    void aRemedyThatForgetsTheMachineThatItAsksForIsNotBelieved() {
        assertNotBelieved(
                situation -> {
                    Candidate honest = Candidates.of(situation, "acme").provision("members", false, List.of());
                    return lying(honest, honest.executor(), honest.args(), Effect.NONE);
                },
                Candidate.PROVISION);
    }

    /** It is judged for the member that is lost, and tells the agent of another one. */
    @Test
    void aRemedyThatTakesOutAnotherMemberThanItSaysIsNotBelieved() {
        assertThat(judged(forgetting(Optional.empty()), ActionKinds.CLUSTER_REMOVE)
                        .against())
                .extracting(Reason::rule)
                .doesNotContain("definition-known");
        assertThat(judged(forgetting(Optional.of("2")), ActionKinds.CLUSTER_REMOVE)
                        .against())
                .extracting(Reason::rule)
                .contains("definition-known");
    }

    private static Function<Situation, Candidate> forgetting(Optional<String> told) {
        return situation -> {
            Candidate honest = Candidates.of(situation, "acme")
                    .action(
                            situation
                                    .definition()
                                    .flatMap(known -> known.action(ActionKinds.CLUSTER_REMOVE))
                                    .orElseThrow(),
                            Optional.empty(),
                            situation.ensemble().flatMap(ensemble -> ensemble.byId("3")),
                            List.of());
            JsonNode args = told.<JsonNode>map(
                            member -> ((ObjectNode) honest.args().deepCopy()).put("node", member))
                    .orElse(honest.args());
            return lying(honest, honest.executor(), args, honest.effect());
        };
    }

    private static Candidate lying(Candidate honest, Optional<String> executor, JsonNode args, Effect effect) {
        return new Candidate(
                "lying",
                honest.kind(),
                honest.work(),
                "acme",
                executor,
                honest.targets(),
                honest.group(),
                args,
                effect,
                List.of(),
                Optional.empty(),
                honest.actor(),
                true);
    }

    private static void assertNotBelieved(Function<Situation, Candidate> lie, String kind) {
        assertThat(judged(lie, kind).against()).extracting(Reason::rule).containsExactly("definition-known");
    }

    private static Decision judged(Function<Situation, Candidate> proposed, String kind) {
        World world = with(List.of(), List.of(remedy(situation -> List.of(proposed.apply(situation)))), List.of());
        world.dispatches = false;
        world.sent.clear();
        world.run(3);
        assertThat(world.sent).isEmpty();
        return world.decisions(kind).get(0);
    }

    @Test
    @SuppressWarnings("NullAway")
    void plugsThatAnswerNothingAtAllHarmNobody() {
        World world =
                with(List.of(check(view -> null)), List.of(remedy(situation -> null)), List.of(rule(judged -> null)));

        UUID request = world.request("node-2", ActionKinds.STORE_RESTART);
        world.tick();

        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(world.state.findings()).containsKey("CHECK_FAILED/check/acme");
        assertThat(world.last.notes()).anyMatch(note -> note.contains("acme"));
    }

    private static Remedy remedy(Function<Situation, List<Candidate>> propose) {
        return new Remedy() {
            @Override
            public String name() {
                return "acme";
            }

            @Override
            public List<Candidate> propose(Situation situation) {
                return propose.apply(situation);
            }
        };
    }

    private static World with(List<DesiredStateCheck> checks, List<Remedy> remedies, List<SafetyRule> rules) {
        World world = World.healthy(3);
        world.cycle = new Cycle(
                Definitions.of(List.of(Datastores.usual())),
                Checks.with(checks),
                Planner.with(remedies),
                Gate.with(rules, SafetySettings.DEFAULT),
                SafetySettings.DEFAULT);
        return world;
    }

    private static SafetyRule rule(Function<GateCase, Reason> judge) {
        return new SafetyRule() {
            @Override
            public String id() {
                return "curfew";
            }

            @Override
            public Reason judge(GateCase judged) {
                return judge.apply(judged);
            }
        };
    }

    private static DesiredStateCheck check(Function<ClusterView, List<Signal>> look) {
        return new DesiredStateCheck() {
            @Override
            public String name() {
                return "acme";
            }

            @Override
            public List<Signal> check(ClusterView view) {
                return look.apply(view);
            }
        };
    }
}
