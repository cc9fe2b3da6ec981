package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition.RunsOn;
import io.replicante.spec.datastore.Footprint.As;
import io.replicante.spec.datastore.Footprint.Join;
import io.replicante.spec.datastore.Footprint.Who;
import io.replicante.spec.json.Json;
import io.replicante.spec.model.OffsetUnit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionReaderTest {
    private static DatastoreDefinition read(String content) {
        return DefinitionReader.read("test.yaml", content);
    }

    private static List<Problem> problems(String content) {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> read(content));
        assertThat(refused).as("refused").isNotNull();
        return refused.problems();
    }

    private static String change(String content, String good, String bad) {
        assertThat(content).contains(good);
        return content.replace(good, bad);
    }

    @Nested
    class Everything {
        private final DatastoreDefinition full = read(Definition.FULL);

        @Test
        void ofTheSoftware() {
            assertThat(full.name()).isEqualTo("full");
            assertThat(full.title()).isEqualTo("Full");
            assertThat(full.sources()).containsExactly("a", "b");
            assertThat(full.stores()).containsExactly("full", "full.replica");
            assertThat(full.versions()).isEqualTo(new VersionRange(">=1 <3"));
            assertThat(full.failureDomain()).contains("t/zone");
        }

        @Test
        void ofShards() {
            assertThat(full.shardClass("meta"))
                    .contains(new ShardClass(
                            "meta",
                            ShardClass.Layout.SINGLE,
                            new ShardClass.Primaries(1, 1),
                            new Durability.Quorum(),
                            new Offsets(OffsetUnit.MILLISECONDS, Optional.of(Duration.ofSeconds(1)))));
            assertThat(full.shardClass("data-7"))
                    .contains(new ShardClass(
                            "data-*",
                            ShardClass.Layout.BY_ID,
                            new ShardClass.Primaries(1, 2),
                            new Durability.InSync(
                                    Optional.of(Expression.compile("primary.extras['t/k']")),
                                    Expression.compile("2"),
                                    Optional.of(Expression.compile("['a']")),
                                    Durability.InSync.Authority.STORE,
                                    Optional.of(new Durability.Primary()),
                                    Optional.of(Expression.compile("primary.extras['t/strict'] == true"))),
                            new Offsets(OffsetUnit.of("zxid"), Optional.empty()),
                            ShardClass.Acknowledges.ONE));
            assertThat(full.shardClass("table-1").map(ShardClass::durability))
                    .contains(new Durability.Replicated(
                            Expression.compile("node.extras['t/n']"),
                            Expression.compile("2"),
                            Expression.compile("1"),
                            Duration.ofHours(3)));
            assertThat(full.shardClass("other")).isEmpty();
        }

        @Test
        void ofMembers() {
            assertThat(full.members())
                    .isEqualTo(new Members(
                            new Members.ConfigurationSource(
                                    "t/config",
                                    "t/version",
                                    "members-json",
                                    "t/id",
                                    Members.ConfigurationSource.Otherwise.OBSERVED),
                            Expression.compile("member.type == 'voter' ? 1 : 0"),
                            Expression.compile("member.type != 'arbiter'"),
                            Expression.compile("member.type == 'voter' && true"),
                            Optional.of("t/start"),
                            Members.Storage.REPORTED,
                            Expression.compile("member.type != 'learner'"),
                            Optional.of(Expression.compile("node.extras['t/fsync'] == 'on'"))));
        }

        @Test
        void ofItsBehaviour() {
            assertThat(full.failover())
                    .isEqualTo(new Failover(
                            Failover.Mode.COMMANDED,
                            Failover.OnStop.UNKNOWN,
                            Duration.ofSeconds(15),
                            new Failover.Commands(
                                    Optional.of("t.org/swap"),
                                    Optional.of("t.org/swap"),
                                    Optional.of("t.org/promote"),
                                    Optional.of("t.org/swap"),
                                    Optional.of(new Failover.Revoke(
                                            "t.org/mystery", Failover.Revoke.Proves.WRITE_REFUSING)),
                                    Optional.of(new Failover.Quiesce("t.org/ping", "t.org/restart")),
                                    Optional.of(Expression.compile("node.extras['t/follows'] != subject.member_id")),
                                    Optional.of(new Failover.SelfFence(
                                            Duration.ofSeconds(20),
                                            Expression.compile("node.extras['t/heard_seconds_ago']"),
                                            Duration.ofSeconds(2))))));
            assertThat(full.upkeep())
                    .isEqualTo(new Upkeep(
                            Optional.of(new Upkeep.VersionSkew(1, 2, Upkeep.VersionSkew.Order.SECONDARIES_FIRST)),
                            Optional.of(new Upkeep.Repair("t.org/ping", "t/repaired")),
                            List.of(new Upkeep.ForeignChange(
                                    Expression.compile("node.extras['t/moving'] > 0"),
                                    "somebody moves data",
                                    Upkeep.ForeignChange.ToldBy.ANY))));
            assertThat(full.membership())
                    .isEqualTo(new Membership(
                            new Membership.Initialise(
                                    Membership.Initialise.Mode.ACTION,
                                    Optional.of("t.org/init"),
                                    Membership.Initialise.StartForms.FIRST),
                            3));
            assertThat(full.capacity())
                    .isEqualTo(new Capacity.Facts(
                            Expression.compile("node.extras['t/free']"),
                            Expression.compile("subject.extras['t/used']")));
            assertThat(full.witnesses())
                    .containsExactly(new Witness(
                            Expression.compile("subject.node_id in node.extras['t/dead']"), "its peer lost the link"));
            assertThat(full.checks())
                    .containsExactly(
                            new DefinitionCheck(
                                    "T_ONE",
                                    DefinitionCheck.Severity.INFO,
                                    Expression.compile("node.extras['t/x'] > 1"),
                                    "One."),
                            new DefinitionCheck(
                                    "T_TWO",
                                    DefinitionCheck.Severity.ERROR,
                                    Expression.compile("node.extras['t/x'] > 2"),
                                    "Two."));
        }

        @Test
        void ofActions() {
            assertThat(full.actions())
                    .containsOnlyKeys(
                            "t.org/init",
                            "t.org/swap",
                            "t.org/restart",
                            "t.org/ping",
                            "t.org/mystery",
                            "t.org/gone",
                            "t.org/promote");
            assertThat(full.action("t.org/init"))
                    .contains(new ActionDefinition(
                            "t.org/init",
                            RunsOn.SUBJECT,
                            Map.of("size", Expression.compile("declaration.size")),
                            new Footprint(Optional.empty(), List.of(), List.of(), true, false, false),
                            List.of(),
                            Optional.of(Expression.compile("subject.status == 'HEALTHY'")),
                            Duration.ofMinutes(2),
                            true));
            assertThat(full.action("t.org/swap"))
                    .contains(new ActionDefinition(
                            "t.org/swap",
                            RunsOn.PRIMARY,
                            Map.of(),
                            new Footprint(
                                    Optional.empty(),
                                    List.of(new Join(Who.SUBJECT, As.VOTER)),
                                    List.of(Who.LOST),
                                    false,
                                    true,
                                    false),
                            List.of(Expression.compile("shard.caughtUp(subject)"), Expression.compile("true")),
                            Optional.empty(),
                            Duration.ofMinutes(2),
                            false));
            assertThat(full.action("t.org/restart").map(ActionDefinition::runsOn))
                    .contains(RunsOn.MEMBER_OTHER_THAN_SUBJECT);
        }

        @Test
        void ofVariants() {
            ActionDefinition promote = full.action("t.org/promote").orElseThrow();
            Map<String, Object> unhealthy = Map.of("subject", Map.of("status", "UNHEALTHY"));
            Footprint rebuilt = new Footprint(
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    false,
                    false,
                    false,
                    true,
                    false,
                    Optional.empty(),
                    Optional.of(Expression.compile("node.status == 'HEALTHY'")),
                    true);
            assertThat(promote.undoneBy()).contains("t.org/swap");
            assertThat(promote.in(List.of("2.0", "2.1"), unhealthy)
                            .orElseThrow()
                            .footprint())
                    .isEqualTo(rebuilt);
            assertThat(promote.in(List.of("2.0", "1.9"), unhealthy)
                            .orElseThrow()
                            .footprint())
                    .isEqualTo(promote.footprint());
            assertThat(promote.in(List.of("2.0"), Map.of("subject", Map.of("status", "HEALTHY")))
                            .orElseThrow()
                            .requires())
                    .isEmpty();
            assertThat(promote.in(List.of("2.0"), Map.of())).isEmpty();
            assertThat(promote.in(List.of(), unhealthy)).isEmpty();
        }

        @Test
        void ofFootprints() {
            assertThat(full.footprint("t.org/restart"))
                    .isEqualTo(new Footprint(
                            Optional.of(Duration.ofMinutes(1)), List.of(), List.of(), false, false, false));
            assertThat(full.footprint("t.org/ping")).isEqualTo(Footprint.EMPTY);
            assertThat(full.footprint("t.org/mystery")).isEqualTo(Footprint.WORST);
            assertThat(full.footprint("t.org/unheard-of")).isEqualTo(Footprint.WORST);
            assertThat(full.footprint("agent.replicante.io/test.loop")).isEqualTo(Footprint.EMPTY);
            assertThat(full.footprint("t.org/gone")).isEqualTo(Footprint.WORST);
            assertThat(full.footprint("t.org/ping").isEmpty()).isTrue();
            assertThat(List.of("t.org/init", "t.org/swap", "t.org/restart", "t.org/mystery", "t.org/promote"))
                    .noneMatch(kind -> full.footprint(kind).isEmpty());
        }

        @Test
        void ofEveryWellKnownKindButTests() {
            for (String kind : ActionKinds.all()) {
                String described = Definition.FULL.replace("t.org/gone", kind);
                if (kind.startsWith("agent.replicante.io/test.")) {
                    assertThat(problems(described)).hasSize(1);
                } else {
                    assertThat(read(described).action(kind)).isPresent();
                }
            }
            assertThat(ActionKinds.all()).contains(ActionKinds.CLUSTER_JOIN);
        }
    }

    @Nested
    class Defaults {
        private final DatastoreDefinition minimal = read(Definition.MINIMAL);

        @Test
        void areTheSafeOnes() {
            assertThat(minimal.members().storage()).isEqualTo(Members.Storage.VOLATILE);
            assertThat(minimal.members().incarnation()).isEmpty();
            assertThat(minimal.members().configuration().otherwise())
                    .isEqualTo(Members.ConfigurationSource.Otherwise.UNKNOWN);
            assertThat(minimal.failover().onStop()).isEqualTo(Failover.OnStop.UNKNOWN);
            assertThat(minimal.membership().smallest()).isEqualTo(1);
            assertThat(minimal.shardClasses().get(0).layout()).isEqualTo(ShardClass.Layout.BY_ID);
            assertThat(minimal.capacity()).isEqualTo(new Capacity.Unnamed());
            assertThat(minimal.failureDomain()).isEmpty();
            assertThat(minimal.actions()).isEmpty();
            assertThat(minimal.witnesses()).isEmpty();
            assertThat(minimal.checks()).isEmpty();
            assertThat(minimal.upkeep()).isEqualTo(Upkeep.NONE);
            assertThat(minimal.failover().commands()).isEqualTo(Failover.Commands.NONE);
            assertThat(minimal.shardClasses().get(0).acknowledges()).isEqualTo(ShardClass.Acknowledges.PRIMARY);
            assertThat(minimal.members().acknowledges())
                    .isEqualTo(minimal.members().holdsData());
        }

        @Test
        void letThoseBeElectedWhoVote() {
            assertThat(minimal.members().electable().test(Map.of())).isEqualTo(Truth.TRUE);
            DatastoreDefinition changed =
                    read(change(Definition.MINIMAL, "votes: \"1\"", "votes: \"member.type == 'a' ? 1 : 0\""));
            assertThat(changed.members().electable().test(Map.of("member", Map.of("type", "b"))))
                    .isEqualTo(Truth.FALSE);
            assertThat(changed.members().electable().test(Map.of())).matches(Truth::isUnknown);
        }
    }

    @Test
    void readsJsonAndBytes() {
        DatastoreDefinition definition =
                DefinitionReader.read("test.yaml", Definition.MINIMAL.getBytes(StandardCharsets.UTF_8));
        assertThat(definition).isEqualTo(read(Definition.MINIMAL));
        assertThat(catchThrowableOfType(
                        InvalidInputException.class,
                        () -> DefinitionReader.read("test.yaml", new byte[] {'a', (byte) 0xFF})))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void reportsFivePlantedMistakesAsFive() {
        String planted = change(
                Definition.FULL, "storage: {durableWhen: \"node.extras['t/fsync'] == 'on'\"}", "storage: volatle");
        planted = change(planted, "node.extras['t/x'] > 2", "nod.extras['t/x'] > 2");
        planted = change(planted, "action: t.org/init", "action: t.org/int");
        planted = change(planted, "failureDomain: t/zone", "failureDomian: t/zone");
        planted = change(planted, "unavailableAtMost: PT15S", "unavailableAtMost: 15s");
        assertThat(problems(planted))
                .containsExactly(
                        new Problem(
                                "spec.members.storage",
                                line(planted, "storage"),
                                "\"volatle\" is not known; did you mean \"volatile\"?"),
                        new Problem(
                                "spec.failover.unavailableAtMost",
                                line(planted, "unavailable"),
                                "must be a duration such as PT30S, not the text \"15s\""),
                        new Problem(
                                "spec.membership.initialise.action",
                                line(planted, "t.org/int,"),
                                "there is no action \"t.org/int\" here; did you mean \"t.org/init\"?"),
                        new Problem(
                                "spec.failureDomian",
                                line(planted, "failureDomian"),
                                "is not known here; did you mean \"failureDomain\"?"),
                        new Problem(
                                "spec.checks[1].when",
                                line(planted, "nod.extras"),
                                "column 1: there is no \"nod\"; did you mean \"node\"?"));
    }

    private static int line(String content, String mark) {
        return content.substring(0, content.indexOf(mark)).split("\n", -1).length;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "apiVersion: replicante.io/v1 # apiVersion: replicante.io/v0 # must be replicante.io/v1, not \"replicante.io/v0\"",
                "kind: DatastoreDefinition # kind: Namespace # must be DatastoreDefinition, not \"Namespace\"",
                "metadata: { # metadatas: { # is required",
                "name: full, # nmae: full, # is required",
                "title: Full, #  # is required",
                "sources: [a, b] # sources: a # must be a list, not the text \"a\"",
                "sources: [a, b] # sources: [a, 5] # must be a text, not the number 5; write it in quotes",
                "stores: [full, full.replica] # # is required",
                "versions: \">=1 <3\" # versions: 3.5 # must be a text, not the number 3.5; write it in quotes",
                "versions: \">=1 <3\" # versions: \">= 1\" # \">=\" has nothing behind it; a comparison such as \">=3.5.0\" has no blank in it",
                "layout: by-id # layout: byId # \"byId\" is not known; did you mean \"by-id\"?",
                "{min: 1, max: 2} # {min: 3, max: 2} # primaries need 0 <= min <= max, not 3 and 2",
                "{min: 1, max: 2} # {min: 1} # is required",
                "match: \"data-*\" # match: \"meta\" # the class \"meta\" is never reached",
                "match: \"meta\" # match: \"*\" # the class \"data-*\" is never reached",
                "{model: quorum} # {model: quorun} # there is no model \"quorun\"; did you mean \"quorum\"?",
                "{model: quorum} # {model: quorum, k: all} # is not known here; known are model",
                "{model: in-sync, k: \"primary.extras['t/k']\", # {model: in-sync, # is required",
                "k: \"primary.extras['t/k']\" # k: \"primary.status\" # can never be a whole number: primary.status",
                "n: \"node.extras['t/n']\" # n: \"subject.extras['t/n']\" # column 1: \"subject\" has no meaning here; known here are configuration, declaration, node, primary, shard",
                "acknowledges: one # acknowledges: two # \"two\" is not known; known are model, one, primary",
                "promote: t.org/promote # promote: t.org/promotion # there is no action \"t.org/promotion\" here; did you mean \"t.org/promote\"?",
                "proves: write-refusing # proves: hope # \"hope\" is not known; known are stopped, write-refusing",
                "undoneBy: t.org/swap # undoneBy: t.org/swop # there is no action \"t.org/swop\" here; did you mean \"t.org/swap\"?",
                "order: secondaries-first # order: random # \"random\" is not known; known are any, secondaries-first",
                "repair: {action: t.org/ping # repair: {action: t.org/pong # there is no action \"t.org/pong\" here; did you mean \"t.org/ping\"?",
                "- versions: \">=2\"~when: \"subject.status == 'UNHEALTHY'\"~args # - args # needs versions or when: without them it always applies",
                "{model: quorum} # {} # is required",
                "granularity: PT1S # granularity: PT0S # must be between PT0.000000001S and PT87600H, not PT0S",
                "format: members-json # format: zookeper-dynamic # there is no configuration format \"zookeper-dynamic\"; did you mean \"zookeeper-dynamic\"?",
                "member: t/id # # is required",
                "otherwise: observed # otherwise: guess # \"guess\" is not known; known are observed, unknown",
                "votes: \"member.type # votes: \"membr.type # column 1: there is no \"membr\"; did you mean \"member\"?",
                "votes: \"member.type == 'voter' ? 1 : 0\" # votes: \"'one'\" # can never be a whole number: 'one'",
                "holdsData: \"member.type != 'arbiter'\" # holdsData: \"1\" # can never be true or false: 1",
                "holdsData: \"member.type != 'arbiter'\" # holdsData: true # must be a text, not the truth value true; write it in quotes",
                "mode: commanded # mode: manual # \"manual\" is not known; known are automatic, commanded",
                "onStop: unknown # onStop: lossless # \"lossless\" is not known; known are lossless-handover, unknown",
                "mode: action, action: t.org/init # mode: action # is required where the mode is action",
                "mode: action, action: t.org/init # mode: auto, action: t.org/init # has no meaning where the mode is auto",
                "startForms: first # startForms: always # \"always\" is not known; known are first, never",
                "smallest: 3 # smallest: 0 # must be between 1 and 1000, not 0",
                "capacity: { # capacity: {x: y, # is not known here; known are free, needed",
                "capacity: {free: \"node.extras['t/free']\", needed: \"subject.extras['t/used']\"} # capacity: store-refuse # \"store-refuse\" is not known; did you mean \"store-refuses\"?",
                "free: \"node.extras['t/free']\" # free: \"node.extras[\" # column 13: the expression ends too early",
                "incarnation: t/start # # needs members.incarnation: without it nobody can tell whether the node is back or has not gone yet",
                "t.org/ping: # agent.replicante.io/test.ping: # is a test of the agent and is not described: it touches no datastore",
                "t.org/ping: # ping: # must be named domain/name, such as agent.replicante.io/store.restart",
                "runsOn: primary # runsOn: leader # \"leader\" is not known; known are member-other-than-subject, primary, subject",
                "args: {size: \"declaration.size\"} # args: \"declaration.size\" # must be a mapping, not the text \"declaration.size\"",
                "args: {size: \"declaration.size\"} # args: {size: 3} # must be a text, not the number 3; write it in quotes",
                "footprint: none # footprint: nothing # \"nothing\" is not known; known are none, worst",
                "footprint: none # footprint: {} # is empty; an action that touches nothing says: none",
                "footprint: none # footprint: {forms: lost} # \"lost\" is not known; known are subject",
                "footprint: none # footprint: [a] # must be a mapping, not a list",
                "{joins: {subject: voter} # {joins: {lost: voter} # is required",
                "{joins: {subject: voter} # {joins: {subject: boss} # \"boss\" is not known; known are learner, voter, voter-when-caught-up",
                "leaves: lost # leaves: everybody # \"everybody\" is not known; known are lost, subject",
                "atomic: true # atomic: maybe # must be true or false, not the text \"maybe\"",
                "{away: subject, atMost: PT1M} # {away: subject} # is required: how long the node is away",
                "{away: subject, atMost: PT1M} # {atMost: PT1M} # has no meaning without away",
                "{away: subject, atMost: PT1M} # {away: subject, atMost: PT0S} # must be between PT1S and PT87600H, not PT0S",
                "{away: subject, atMost: PT1M} # {away: subject, atMost: PT2M} # must not end before atMost of the footprint",
                "requires: [\"shard.caughtUp(subject)\", \"true\"] # requires: [\"1 + 1\"] # can never be true or false: 1 + 1",
                "completeWhen: \"subject.status == 'HEALTHY'\" # completeWhen: \"has(subject.x)\" # column 4: has() is no part of this language: a fact that is missing makes the answer Unknown",
                "requires: [\"shard.caughtUp(subject)\", \"true\"] # requires: [\"member.id == '1'\"] # column 1: \"member\" has no meaning here; known here are configuration, declaration, lost, primary, shard, subject",
                "requires: [\"shard.caughtUp(subject)\", \"true\"] # requires: [\"node.status == 'HEALTHY'\"] # column 1: \"node\" has no meaning here; known here are configuration, declaration, lost, primary, shard, subject",
                "requires: [\"shard.caughtUp(subject)\", \"true\"] # requires: [\"shard.caught_up(subject)\"] # column 16: there is no \"caught_up\"; did you mean \"caughtUp\"?",
                "requires: [\"shard.caughtUp(subject)\", \"true\"] # requires: [\"subject.caught_up == 'yes'\"] # column 22: a truth value and a text cannot be compared: the answer is always Unknown",
                "subject.status == 'HEALTHY' # subject.status = 'HEALTHY' # column 16: \"=\" does not fit here; equality is written \"==\"",
                "subject.status == 'HEALTHY' # subject.status == 'HEALTY' # column 19: no status is \"HEALTY\"; did you mean \"HEALTHY\"?",
                "subject.status == 'HEALTHY' # subject.status in ['HEALTHY', 'UP'] # column 31: no status is \"UP\"; known are HEALTHY, INCOMPLETE, JOINING_CLUSTER, LEAVING_CLUSTER, NOT_IN_CLUSTER, UNAVAILABLE, UNHEALTHY, UNKNOWN, UNREACHABLE",
                "subject.status == 'HEALTHY' # subject.memberid == '1' # column 9: a node has no \"memberid\"; did you mean \"member_id\"?",
                "subject.status == 'HEALTHY' # shard.primary['stats'] == '1' # column 15: a node has no \"stats\"; did you mean \"status\"?",
                "subject.status == 'HEALTHY' # configuration.members['1'].vote == 1 # column 28: an entry of configuration.members has no \"vote\"; did you mean \"votes\"?",
                "subject.status == 'HEALTHY' # subject.status.code == 'HEALTHY' # column 16: a text has no \"code\"",
                "votes: \"member.type == 'voter' ? 1 : 0\" # votes: \"member.type\" # can never be a whole number: member.type",
                "votes: \"member.type == 'voter' ? 1 : 0\" # votes: \"member.type == 'voter' ? 1 : member.id\" # can never be a whole number: member.type == 'voter' ? 1 : member.id",
                "votes: \"member.type == 'voter' ? 1 : 0\" # votes: \"subject.status == 'HEALTHY' ? 1 : 0\" # column 1: \"subject\" has no meaning here; known here are member",
                "t.org/ping: # agent.replicante.io/cluster.ad: # is no kind that agents know; did you mean \"agent.replicante.io/cluster.add\"?",
                "deadline: PT1S} # deadline: PT0.5S} # must be between PT1S and PT87600H, not PT0.5S",
                "deadline: PT1S} # dedline: PT1S} # is required",
                "idempotent: true # idempotent: 1 # must be true or false, not the number 1",
                "code: T_ONE # code: tOne # must be in UPPER_SNAKE, not \"tOne\"",
                "code: T_ONE # code: T_TWO # the code T_TWO is there twice",
                "severity: INFO # severity: info # \"info\" is not known; did you mean \"INFO\"?",
                "message: \"One.\" # message: \"\" # must not be blank",
                "meaning: \"its peer lost the link\" # # is required",
                "failureDomain: t/zone # failureDomian: t/zone # is not known here; did you mean \"failureDomain\"?",
                "stores: # extends: zookeper\\n  stores: # there is no definition \"zookeper\" to extend"
            })
    void explainsEachMistake(String good, String bad, String reason) {
        String planted =
                change(Definition.FULL, good.replace("~", "\n          "), bad == null ? "" : bad.replace("\\n", "\n"));
        assertThat(problems(planted)).extracting(Problem::reason).contains(reason);
        assertThat(problems(planted)).allMatch(problem -> problem.line() > 0);
    }

    @Test
    void reportsAMistakeOnceAndNotItsConsequences() {
        assertThat(problems(change(
                        Definition.FULL,
                        "{away: subject, atMost: PT1M}\n      deadline: PT1M",
                        "{away: subject, atMost: PT1M}\n      deadline: 120s")))
                .extracting(Problem::reason)
                .containsExactly("must be a duration such as PT30S, not the text \"120s\"");
        assertThat(problems(change(Definition.FULL, "subject.status == 'HEALTHY'", "subject.status == 'HEALTHY")))
                .extracting(Problem::reason)
                .containsExactly("column 19: a text is not closed");
    }

    @Test
    void takesFromWhatItExtendsWhatItDoesNotSay() {
        String extended = """
                apiVersion: replicante.io/v1
                kind: DatastoreDefinition
                metadata: {name: more, title: More}
                spec:
                  extends: full
                  stores: [more]
                  members: {storage: durable}
                  actions: {t.org/ping: {runsOn: primary}}
                """;
        DatastoreDefinition full = read(Definition.FULL);
        DatastoreDefinition more = DefinitionReader.read(
                "more.yaml", extended, name -> name.equals("full") ? Optional.of(Definition.FULL) : Optional.empty());
        assertThat(more.name()).isEqualTo("more");
        assertThat(more.stores()).containsExactly("more");
        assertThat(more.members().storage()).isEqualTo(Members.Storage.DURABLE);
        assertThat(more.members().votes()).isEqualTo(full.members().votes());
        assertThat(more.action("t.org/ping").orElseThrow().runsOn()).isEqualTo(RunsOn.PRIMARY);
        assertThat(more.action("t.org/ping").orElseThrow().footprint()).isEqualTo(Footprint.EMPTY);
        assertThat(more.action("t.org/swap")).isEqualTo(full.action("t.org/swap"));
        assertThat(catchThrowableOfType(
                        InvalidInputException.class,
                        () -> DefinitionReader.read("more.yaml", extended, name -> Optional.of(extended))))
                .hasMessageContaining("definitions extend each other more than 8 times");
    }

    @Test
    void acceptsNamesThatALoopGives() {
        String loop = "configuration.text.contains('x') || ['a'].exists(member, member == subject.member_id)";
        String changed = change(Definition.FULL, "subject.status == 'HEALTHY'", loop);
        assertThat(read(changed).action("t.org/init").orElseThrow().completeWhen())
                .contains(Expression.compile(loop));
    }

    @Test
    void readsWhatAnswersShowAsJson() {
        List<DatastoreDefinition> all = new ArrayList<>(List.of(read(Definition.FULL), read(Definition.MINIMAL)));
        all.addAll(Definitions.bundled().all());
        for (DatastoreDefinition definition : all) {
            assertThat(Json.read(Json.write(definition), DatastoreDefinition.class))
                    .isEqualTo(definition);
        }
    }

    @Test
    @DisplayName("case 4d: a definition that sends nodes away has to name their incarnation")
    void wantsAnIncarnationOnlyForWhatGoesAway() {
        String actions = """
                  actions:
                    t.org/join: {runsOn: subject, footprint: {joins: {subject: learner}}, deadline: PT1M}
                    t.org/stop: {runsOn: subject, footprint: {away: subject, atMost: PT1M}, deadline: PT1M}
                """;
        assertThat(problems(Definition.MINIMAL + actions))
                .extracting(Problem::path)
                .containsExactly("spec.actions.t.org/stop.footprint.away");
    }

    @Test
    void wantsExactlyOneDocument() {
        assertThat(problems("")).containsExactly(new Problem("", 0, "must hold one definition, not 0"));
        assertThat(problems(Definition.MINIMAL + "---\n" + Definition.MINIMAL))
                .containsExactly(new Problem("", 0, "must hold one definition, not 2"));
        assertThat(problems("a: [")).hasSize(1);
    }
}
