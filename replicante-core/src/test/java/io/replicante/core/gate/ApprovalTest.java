package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Approval;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.World;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    @Test
    void nothingIsBegunWithoutThePersonThatTheDeclarationAsksFor() {
        World world = needingApproval();

        world.run(10);

        assertThat(world.sent).isEmpty();
        assertThat(world.state.decisions())
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.NEEDS_APPROVAL));
    }

    @Test
    void anApprovalLetsOneCandidateThrough() {
        World world = needingApproval();
        world.run(3);

        approve(world, world.state.decisions().get(0).candidate().key());
        world.run(5);

        assertThat(world.sent).hasSize(1);
    }

    @Test
    void anApprovalExpires() {
        World world = needingApproval();
        world.run(3);
        approve(world, world.state.decisions().get(0).candidate().key());

        world.now = world.now.plus(Approval.LASTS);
        world.run(5);

        assertThat(world.sent).isEmpty();
        assertThat(world.state.approvals()).isEmpty();
    }

    @Test
    void anApprovalReplacesNoOtherRule() {
        World world = needingApproval();
        world.run(3);
        String key = world.state.decisions().get(0).candidate().key();
        approve(world, key);
        world.provision().agentAnswers = false;

        world.run(5);

        assertThat(world.sent).isEmpty();
    }

    /** Scenario H. */
    @Test
    @DisplayName("case 22d, scenario H3: an approval survives new readings that say the same")
    void anApprovalSurvivesNewReadingsThatSayTheSame() {
        World world = needingApproval();
        world.dispatches = false;
        world.run(3);
        String key = world.state.decisions().get(0).candidate().key();
        approve(world, key);

        world.run(60);

        assertThat(world.state.approvals()).containsKey(key);
        assertThat(decision(world, key).verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(voided(world)).isEmpty();
    }

    /** Scenario H. */
    @Test
    @DisplayName("scenario H4: an approval dies with a worse answer and stays dead")
    void anApprovalDiesWithAWorseAnswerAndStaysDead() {
        World world = needingApproval();
        world.dispatches = false;
        world.run(3);
        String key = world.state.decisions().get(0).candidate().key();
        approve(world, key);
        DiscoveryRecord listed = world.state.discovery().orElseThrow();
        Instant before = world.now;

        world.listings = false;
        world.now = world.now.plusSeconds(1_000);
        world.discovered(new DiscoveryRecord(listed.nodes(), before));
        world.run(1);

        assertThat(world.state.approvals()).isEmpty();
        assertThat(voided(world))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.payload().path("because").asText()).contains("evidence-fresh"));
        world.listings = true;
        world.run(3);
        assertThat(world.decisions(Candidate.PROVISION))
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.NEEDS_APPROVAL));
    }

    @Test
    @DisplayName("case 17d: an approval dies when more might be lost than was shown")
    void anApprovalDiesWhenMoreMightBeLostThanWasShown() {
        World world = needingApproval();
        world.run(3);
        Decision shown = losing(world.state.decisions().get(0), "PT5S");
        Approval approval = Approval.of(shown, Actor.person("ada"), world.now);

        assertThat(approval.voidedBy(shown)).isEmpty();
        assertThat(approval.voidedBy(losing(shown, "PT4S"))).isEmpty();
        assertThat(approval.voidedBy(losing(shown, "PT6S")))
                .hasValueSatisfying(why -> assertThat(why).contains("PT6S").contains("PT5S"));
        assertThat(approval.voidedBy(losing(shown, "rather much"))).isPresent();
    }

    @Test
    void whatAPersonHasToHaveSeenIsTheAnswersAndTheLossAndNotTheReadings() {
        World world = needingApproval();
        world.run(3);
        Decision shown = losing(world.state.decisions().get(0), "PT5S");
        List<Reason> read = shown.reasons().stream()
                .map(reason -> reason.with("read_at", "later"))
                .toList();
        List<Reason> worse = shown.reasons().stream()
                .map(reason -> new Reason(reason.rule(), Answer.UNKNOWN, reason.message()))
                .toList();

        assertThat(with(shown, read).digest()).isEqualTo(shown.digest());
        assertThat(with(shown, worse).digest()).isNotEqualTo(shown.digest());
        assertThat(losing(shown, "PT6S").digest()).isNotEqualTo(shown.digest());
        assertThat(asking(shown, "flapping").digest())
                .isNotEqualTo(asking(shown, "failures").digest());
        assertThat(new Decision(shown.candidate(), Verdict.REFUSED, shown.reasons(), List.of()).digest())
                .isNotEqualTo(shown.digest());
    }

    @Test
    void whoAgreedToOneReasonAgreedToNoOther() {
        World world = needingApproval();
        world.run(3);
        Decision shown = asking(world.state.decisions().get(0), "failures");
        Approval approval = Approval.of(shown, Actor.person("ada"), world.now);

        assertThat(approval.voidedBy(asking(shown, "failures"))).isEmpty();
        assertThat(approval.voidedBy(asking(shown, "flapping")))
                .hasValueSatisfying(why -> assertThat(why).contains("flapping"));
    }

    private static Decision asking(Decision decision, String what) {
        return with(
                decision,
                decision.reasons().stream()
                        .map(reason ->
                                reason.rule().equals("not-flapping") ? reason.with(Reason.ASKED_FOR, what) : reason)
                        .toList());
    }

    private static Decision with(Decision decision, List<Reason> reasons) {
        return new Decision(decision.candidate(), decision.verdict(), reasons, List.of());
    }

    private static Decision losing(Decision decision, String bound) {
        List<Reason> reasons = new ArrayList<>(decision.reasons());
        reasons.removeIf(reason -> reason.rule().equals("test"));
        reasons.add(new Reason("test", Answer.VIOLATED, "some is lost").with(Reason.LOSS_BOUND, bound));
        return new Decision(decision.candidate(), decision.verdict(), reasons, List.of());
    }

    private static Decision decision(World world, String key) {
        return world.state.decisions().stream()
                .filter(each -> each.candidate().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<NewEvent> voided(World world) {
        return world.events.stream()
                .filter(event -> event.code().equals(EventCodes.APPROVAL_VOID))
                .toList();
    }

    private static World needingApproval() {
        World world = new World(3);
        ClusterSpec spec = World.spec(3, Declaration.Tolerate.DEFAULT);
        Declaration declared = spec.declaration();
        Declaration asking =
                declared.toBuilder().approval(Declaration.Approval.REQUIRED).build();
        world.declare(new ClusterSpec(spec.ref(), true, spec.interval(), spec.platform(), asking));
        return world;
    }

    private static void approve(World world, String key) {
        NavigableMap<String, Approval> approvals = new TreeMap<>(world.state.approvals());
        approvals.put(key, Approval.of(decision(world, key), Actor.person("ada"), world.now));
        world.state = world.state.toBuilder().approvals(approvals).build();
    }
}
