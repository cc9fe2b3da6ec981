package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.Evidence;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private enum Colour {
        RED
    }

    private static final Map<String, Object> SUBJECT = subject();

    private static Map<String, Object> subject() {
        Map<String, Object> subject = new HashMap<>();
        subject.put("status", "HEALTHY");
        subject.put("member_id", "2");
        subject.put("caught_up", true);
        subject.put("yes", true);
        subject.put("no", false);
        subject.put("one", 1);
        subject.put("half", 0.5);
        subject.put("list", List.of(1, 2, 3));
        subject.put("nothing", null);
        subject.put("empty", Optional.empty());
        subject.put("present", Optional.of("here"));
        subject.put("seen", Evidence.known(7, Instant.EPOCH, "agent"));
        subject.put("unseen", Evidence.unknown("the agent did not answer"));
        subject.put("huge", BigInteger.TWO.pow(80));
        subject.put("nan", Double.NaN);
        subject.put("colour", Colour.RED);
        subject.put("duration", Duration.ZERO);
        subject.put(
                "attributes",
                Map.of(
                        "a.org/text", AttributeValue.of("5"),
                        "a.org/whole", AttributeValue.of(5),
                        "a.org/bool", AttributeValue.of(true),
                        "a.org/fraction", new AttributeValue.Fraction(1.5),
                        "a.org/null", new AttributeValue.Null()));
        return subject;
    }

    private static final Map<String, Object> FACTS = Map.of(
            "subject",
            SUBJECT,
            "shard",
            Map.of("role", "primary"),
            "configuration",
            Map.of(
                    "text",
                    "server.2=...",
                    "members",
                    Map.of("1", Map.of("votes", 0L), "2", Map.of("votes", 3L), "4", Map.of())));

    private static Truth test(String text) {
        return Expression.compile(text).test(FACTS);
    }

    private static Object value(String text) {
        Outcome outcome = Expression.compile(text).evaluate(FACTS);
        assertThat(outcome).as(text).isInstanceOf(Outcome.Value.class);
        return ((Outcome.Value) outcome).value();
    }

    @Nested
    class KnownFacts {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "subject.status == 'HEALTHY'",
                    "subject.status != 'DOWN'",
                    "subject.one == 1",
                    "subject.one == 1.0",
                    "subject.yes == true && subject.yes != false",
                    "subject.half == 0.5 && subject.half != 0.25",
                    "subject.half < subject.one",
                    "subject.one in subject.list",
                    "!(9 in subject.list)",
                    "subject.list == [1, 2, 3]",
                    "subject.list != [1, 2]",
                    "{'a': 1} == {'a': subject.one}",
                    "{'a': dyn(1)} == {'a': dyn(1.0)}",
                    "subject.one != null && null == null",
                    "{'a': 1} != {'a': 2}",
                    "{'a': 1} != {'b': 1}",
                    "subject.list.all(x, x > 0)",
                    "subject.list.exists(x, x == 3)",
                    "subject.list.exists_one(x, x == 3)",
                    "subject.list.filter(x, x > 1).map(x, x * 2) == [4, 6]",
                    "configuration.members.exists(id, id == '2')",
                    "subject.attributes['a.org/text'] == '5'",
                    "subject.attributes['a.org/whole'] == 5",
                    "subject.attributes['a.org/whole'] + 1 == 6",
                    "subject.attributes['a.org/bool']",
                    "subject.attributes['a.org/fraction'] > 1.4",
                    "9007199254740993 != dyn(9007199254740992.0)",
                    "subject.present == 'here'",
                    "subject.seen == 7",
                    "subject.colour == 'RED'",
                    "size(subject.list) == 3 && size(subject.attributes) == 5",
                    "subject.status.startsWith('HEA') && subject.status.matches('^H.*Y$')",
                    "subject.status + '!' == 'HEALTHY!'",
                    "[1] + [2] == [1, 2]",
                    "1.0 + 0.5 == 1.5 && 1.0 - 0.5 == 0.5 && 2.0 * 0.5 == 1.0 && 1.0 / 2.0 == 0.5",
                    "double('1.5') == 1.5 && int('3') == 3 && string(3) == '3'",
                    "7 / 2 == 3 && 7 % 2 == 1 && -subject.one == -1"
                })
        void areTrue(String text) {
            assertThat(test(text)).isEqualTo(Truth.TRUE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"subject.no", "!subject.yes", "subject.one == 2", "subject.list.all(x, x > 1)"})
        void areFalse(String text) {
            assertThat(test(text)).isEqualTo(Truth.FALSE);
        }

        @Test
        void becomePlainValues() {
            assertThat(value("subject.one")).isEqualTo(1L);
            assertThat(value("subject.half")).isEqualTo(0.5);
            assertThat(value("subject.status")).isEqualTo("HEALTHY");
            assertThat(value("subject.yes")).isEqualTo(true);
            assertThat(value("[subject.one, subject.status]")).isEqualTo(List.of(1L, "HEALTHY"));
            assertThat(value("{'a': subject.one}")).isEqualTo(Map.of("a", 1L));
            assertThat(value("shard")).isEqualTo(Map.of("role", "primary"));
        }
    }

    @Nested
    class UnknownFacts {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "subject.gone",
                    "!subject.gone",
                    "-subject.gone == 1",
                    "subject.gone == 1",
                    "1 == subject.gone",
                    "subject.gone != 1",
                    "subject.gone < 1",
                    "subject.gone <= 1",
                    "subject.gone > 1",
                    "subject.gone >= 1",
                    "subject.gone + 1 > 0",
                    "subject.gone - 1 > 0",
                    "subject.gone * 1 > 0",
                    "subject.gone / 1 > 0",
                    "subject.gone % 1 > 0",
                    "subject.gone in [1]",
                    "1 in subject.gone",
                    "subject.gone && true",
                    "true && subject.gone",
                    "subject.gone || false",
                    "false || subject.gone",
                    "subject.gone && subject.gone",
                    "subject.gone ? true : true",
                    "true ? subject.gone : true",
                    "!(subject.gone && true)",
                    "!(subject.gone || false)",
                    "(subject.gone && true) == false",
                    "(subject.gone && true) != true",
                    "(subject.gone || false) == false",
                    "(subject.gone || false) != true",
                    "(subject.gone || false) ? true : false",
                    "[subject.gone] == [1]",
                    "[subject.gone || false] == [true]",
                    "{'a': subject.gone} == {'a': 1}",
                    "(subject.gone || false) in [true, false]",
                    "subject.gone.deeper == 1",
                    "subject['gone'] == 1",
                    "subject.list[subject.gone] == 1",
                    "subject.attributes['a.org/gone'] == '5'",
                    "{'a': 1}['b'] == 1",
                    "size(subject.gone) == 0",
                    "string(subject.gone) == ''",
                    "string(subject.gone || false) == 'false'",
                    "int(subject.gone) == 0",
                    "subject.gone.startsWith('x')",
                    "subject.gone.all(x, x > 0)",
                    "subject.list.all(x, subject.gone)",
                    "subject.list.exists(x, subject.gone)",
                    "subject.list.exists_one(x, subject.gone)",
                    "subject.list.filter(x, subject.gone) == []",
                    "subject.list.map(x, subject.gone) == []",
                    "dyn(subject.gone) == 1",
                    "subject.nothing == 1",
                    "subject.nothing == null",
                    "subject.empty == null",
                    "subject.attributes['a.org/null'] == null",
                    "subject.huge > 0",
                    "subject.nan < 1.0",
                    "subject.duration == 0",
                    "node.status == 'HEALTHY'",
                    "node != subject",
                    "size(node) == 0",
                    "primary == subject"
                })
        void makeTheAnswerUnknown(String text) {
            assertThat(test(text)).as(text).matches(Truth::isUnknown, "is unknown");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "subject.gone && false",
                    "false && subject.gone",
                    "node.x == 1 && false",
                    "!(subject.gone || true)",
                    "subject.list.all(x, x > 1 && subject.gone)",
                })
        void doNotKeepAnAndFromBeingFalse(String text) {
            assertThat(test(text)).isEqualTo(Truth.FALSE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "subject.gone || true",
                    "true || subject.gone",
                    "node.x == 1 || true",
                    "!(subject.gone && false)",
                    "subject.list.exists(x, x == 3 || subject.gone)",
                    "1 in [subject.status, 1]"
                })
        void doNotKeepAnOrFromBeingTrue(String text) {
            assertThat(test(text)).isEqualTo(Truth.TRUE);
        }

        @Test
        void giveTheirReason() {
            assertThat(test("subject.unseen == 1").reason())
                    .isEqualTo("subject.unseen is not known: the agent did not answer");
            assertThat(test("subject.attributes['a.org/gone'] == 1").reason())
                    .isEqualTo("subject.attributes does not say \"a.org/gone\"");
            assertThat(test("subject.empty == 1").reason()).isEqualTo("subject.empty is not known");
            assertThat(test("subject.duration == 1").reason())
                    .isEqualTo("subject.duration is a Duration, which is no fact");
            assertThat(test("node.status == ''").reason()).isEqualTo("there is no node here");
            assertThat(test("subject.list[7] == 1").reason()).contains("column", "7", "subject.list[7] == 1");
        }

        @Test
        void makeAValueUnknown() {
            assertThat(Expression.compile("subject.gone + 1").evaluate(FACTS))
                    .isEqualTo(new Outcome.Unknown("subject does not say \"gone\""));
            assertThat(Expression.compile("node").evaluate(FACTS)).isInstanceOf(Outcome.Unknown.class);
            assertThat(Expression.compile("subject").evaluate(FACTS)).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Nested
    class Failures {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "subject.status == 1",
                    "subject.status != 1",
                    "subject.attributes['a.org/text'] == 5",
                    "subject.attributes['a.org/text'] != 5",
                    "subject.yes == 'true'",
                    "subject.status in [1, 2]",
                    "[subject.status] == [1]",
                    "{'a': subject.status} == {'a': 1}",
                    "subject.status < 1",
                    "subject.status + subject.one == ''",
                    "'one' in subject.attributes",
                    "1 / 0 == 1",
                    "1 % 0 == 1",
                    "9223372036854775807 + 1 > 0",
                    "1.0 / 0.0 > 1.0",
                    "double('NaN') < 1.0",
                    "1e308 * 10.0 > 1.0",
                    "int('x') == 0",
                    "subject.list[7] == 1",
                    "subject.status.matches('(')",
                    "subject.one && true",
                    "subject.one ? true : false",
                    "subject.one.deeper == 1",
                    "subject.one"
                })
        void areUnknown(String text) {
            Truth truth = test(text);
            assertThat(truth).as(text).matches(Truth::isUnknown, "is unknown");
            assertThat(truth.reason()).isNotBlank();
        }

        @Test
        void ofComparingNameBothKinds() {
            assertThat(test("subject.status == 1").reason()).isEqualTo("a text and a number cannot be compared");
            assertThat(test("subject.yes == subject.list").reason())
                    .isEqualTo("a truth value and a list cannot be compared");
            assertThat(test("subject.attributes == subject.one").reason())
                    .isEqualTo("a map and a number cannot be compared");
            assertThat(test("dyn(b'x') == dyn('x')").reason())
                    .isEqualTo("something else and a text cannot be compared");
            assertThat(test("dyn(1u) == dyn(1)")).matches(Truth::isUnknown);
        }

        @Test
        void ofOtherTypesThanExpressionsKnowAreUnknown() {
            assertThat(Expression.compile("1u").evaluate(FACTS)).isInstanceOf(Outcome.Unknown.class);
            assertThat(Expression.compile("b'x'").evaluate(FACTS)).isInstanceOf(Outcome.Unknown.class);
            assertThat(Expression.compile("null").evaluate(FACTS)).isInstanceOf(Outcome.Unknown.class);
        }

        @Test
        void ofTheCallerAreThrown() {
            Expression expression = Expression.compile("true");
            assertThatThrownBy(() -> expression.evaluate(Map.of("subject", "node-1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("subject");
        }
    }

    @Nested
    class Questions {
        @Test
        void caughtUpIsWhatTheNodeSays() {
            assertThat(test("shard.caughtUp(subject)")).isEqualTo(Truth.TRUE);
            assertThat(Expression.compile("shard.caughtUp(lost)")
                            .test(Map.of("shard", Map.of(), "lost", Map.of("caught_up", false))))
                    .isEqualTo(Truth.FALSE);
            assertThat(Expression.compile("shard.caughtUp(lost)")
                            .test(Map.of("shard", Map.of(), "lost", Map.of()))
                            .reason())
                    .isEqualTo("lost does not say \"caught_up\"");
            assertThat(Expression.compile("shard.caughtUp(lost)")
                            .test(Map.of("shard", Map.of(), "lost", Map.of("caught_up", "yes"))))
                    .matches(Truth::isUnknown);
        }

        @Test
        void votesAreThoseOfTheConfiguration() {
            assertThat(value("configuration.votes(subject)")).isEqualTo(3L);
            assertThat(value("configuration.votes({'member_id': '1'})")).isEqualTo(0L);
        }

        @Test
        void whoIsNotConfiguredHasNoVotes() {
            assertThat(value("configuration.votes({'member_id': '9'})")).isEqualTo(0L);
            assertThat(test("configuration.has({'member_id': '9'})")).isEqualTo(Truth.FALSE);
            assertThat(test("configuration.has(subject)")).isEqualTo(Truth.TRUE);
            assertThat(test("configuration.has({'member_id': '4'})")).isEqualTo(Truth.TRUE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "configuration.votes({'member_id': '4'}) == 0",
                    "configuration.votes(lost) == 0",
                    "configuration.votes({'id': '1'}) == 0",
                    "configuration.votes({'member_id': 1}) == 0",
                    "!configuration.has(lost)",
                    "!configuration.has({'id': '9'})",
                    "declaration.votes(subject) == 0",
                    "!declaration.has(subject)",
                    "!shard.has(subject)",
                    "shard.votes(subject) == 0",
                    "subject.list.votes(subject) == 0"
                })
        void withoutTheirFactsAreUnknown(String text) {
            assertThat(test(text)).as(text).matches(Truth::isUnknown, "is unknown");
        }
    }

    @Nested
    class Compiling {
        private static String problem(String text) {
            try {
                Expression.compile(text);
            } catch (IllegalArgumentException refused) {
                return refused.getMessage();
            }
            throw new AssertionError("compiled: " + text);
        }

        @Test
        void namesThePlace() {
            assertThat(problem("subject.status ==")).startsWith("column 18: ");
            assertThat(problem("true &&\n subject.")).startsWith("line 2, column 10: ");
            assertThat(problem("")).startsWith("column 1: ");
        }

        @Test
        void suggestsTheNearestVariable() {
            assertThat(problem("true && subjct.status == 'x'"))
                    .isEqualTo("column 9: there is no \"subjct\"; did you mean \"subject\"?");
        }

        @Test
        void refusesWhatAsksForPresence() {
            assertThat(problem("has(subject.status)")).contains("has() is no part of this language");
            assertThat(problem("'a' in subject")).contains("column 5");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1 + 'x'",
                    "uint(1)",
                    "type(subject.x) == int",
                    "timestamp('2020-01-01T00:00:00Z') != null",
                    "duration('1s') == duration('1s')",
                    "nothing(subject)",
                    "subject.unheardOf()"
                })
        void refusesWhatIsNotInTheLanguage(String text) {
            assertThat(problem(text)).startsWith("column ");
        }

        @Test
        void boundsLengthAndDepth() {
            assertThat(problem("'" + "x".repeat(4_000) + "'")).startsWith("column 1: ");
            assertThat(problem("(".repeat(100) + "true" + ")".repeat(100))).isNotBlank();
            assertThat(problem("true" + " && true".repeat(499) + " && [1,2,3,4] == [1,2,3,4]"))
                    .isNotBlank();
        }

        @Test
        void knowsWhatAResultMayBe() {
            assertThat(Expression.compile("subject.x").mayBeTruth()).isTrue();
            assertThat(Expression.compile("true").mayBeTruth()).isTrue();
            assertThat(Expression.compile("1").mayBeTruth()).isFalse();
            assertThat(Expression.compile("1").mayBeWhole()).isTrue();
            assertThat(Expression.compile("subject.x").mayBeWhole()).isTrue();
            assertThat(Expression.compile("'1'").mayBeWhole()).isFalse();
        }

        @Test
        void keepsTheText() {
            Expression expression = Expression.compile("subject.yes");
            assertThat(expression).hasToString("subject.yes").isEqualTo(Expression.compile("subject.yes"));
            assertThat(expression.text()).isEqualTo("subject.yes");
            assertThat(expression).hasSameHashCodeAs(Expression.compile("subject.yes"));
            assertThat(expression).isNotEqualTo(Expression.compile("subject.no"));
        }
    }

    @Nested
    class Bounds {
        @Test
        void holdForLoops() {
            Map<String, Object> facts = Map.of("subject", Map.of("list", Collections.nCopies(200, 1)));
            Truth truth = Expression.compile("subject.list.all(x, subject.list.all(y, y == 1))")
                    .test(facts);
            assertThat(truth).matches(Truth::isUnknown, "is unknown");
            assertThat(Expression.compile("subject.list.all(x, x == 1)").test(facts))
                    .isEqualTo(Truth.TRUE);
        }

        @Test
        void holdForTextsAndLists() {
            Map<String, Object> facts =
                    Map.of("subject", Map.of("text", "x".repeat(40_000), "list", Collections.nCopies(6_000, 1)));
            assertThat(Expression.compile("subject.text + subject.text == ''")
                            .test(facts)
                            .reason())
                    .contains("longer than 65536");
            assertThat(Expression.compile("subject.list + subject.list == []")
                            .test(facts)
                            .reason())
                    .contains("longer than 10000");
        }
    }

    @Test
    void answersManyThreadsAtOnce() throws Exception {
        Expression expression = Expression.compile("subject.list.exists(x, x == node.wanted)");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Truth>> calls = IntStream.range(0, 400)
                    .<Callable<Truth>>mapToObj(i -> () -> expression.test(
                            Map.of("subject", Map.of("list", List.of(1, 2, 3)), "node", Map.of("wanted", i % 6))))
                    .toList();
            List<Future<Truth>> answers = threads.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                boolean expected = i % 6 >= 1 && i % 6 <= 3;
                assertThat(answers.get(i).get()).isEqualTo(Truth.of(expected));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
