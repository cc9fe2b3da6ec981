package io.replicante.spec.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    private final Problems problems = new Problems("test");

    private List<Fields> read(String what, String content) {
        return Documents.read(what, content, problems);
    }

    private Problem onlyProblem() {
        assertThat(problems.list()).hasSize(1);
        return problems.list().get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [1",
                "a: {b: 1",
                "a: 'open",
                "a: b: c",
                "a: 1\n b: 2",
                "\ta: 1",
                "a: *nobody",
                "a: &loop [*loop]",
                "a: !java.lang.String x",
                "a: !!int \"1\"",
                "a: !!set {x}",
                "a: !own {b: c}",
                "? [1, 2]\n: x",
                "? {a: b}\n: x",
                "a: &x {b: 1}\nc: {<<: *x}",
                "a: \u0000",
                "%YAML 3.0\n---\na: 1",
                "a: @reserved",
                "} {"
            })
    void refusesWhatIsNotPlainYaml(String yaml) {
        read("test.yaml", yaml);
        assertThat(onlyProblem().line()).isPositive();
        assertThat(onlyProblem().reason()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1",
                "{\"a\": }",
                "{'a': 1}",
                "{\"a\": 01}",
                "{\"a\": 1e999}",
                "{} {}",
                "",
                "{\"a\": NaN}"
            })
    void refusesWhatIsNotJson(String json) {
        assertThat(read("test.json", json)).isEmpty();
        assertThat(onlyProblem().line()).isEqualTo(1);
    }

    @Test
    void explainsAsJsonWhatIsNeitherJsonNorYaml() {
        read("stdin", "{\"a\": 1,\n\"b\": ]}");
        assertThat(onlyProblem().line()).isEqualTo(2);
        assertThat(onlyProblem().reason()).startsWith("is not JSON");
    }

    @Test
    void takesABraceForYamlWhereItIs() {
        assertThat(read("stdin", "{a: b}")).hasSize(1);
        assertThat(problems.count()).isZero();
    }

    @Test
    void keepsWhatCameBeforeAMistake() {
        assertThat(read("test.yaml", "a: 1\n---\nb: [\n")).hasSize(1);
        assertThat(onlyProblem().line()).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "1|1",
                "-5|-5",
                "0|0",
                "1.5|1.5",
                "1e3|1000.0",
                "true|true",
                "False|false",
                "~|null",
                "Null|null",
                "010|\"010\"",
                "0x1F|\"0x1F\"",
                "1_000|\"1_000\"",
                "+1|\"+1\"",
                "12:30|\"12:30\"",
                "2020-01-01|\"2020-01-01\"",
                "yes|\"yes\"",
                "off|\"off\"",
                ".inf|\".inf\"",
                ".5|\".5\"",
                "1e9999|\"1e9999\"",
                "'5'|\"5\"",
                "!!str 5|\"5\"",
                "! 5|\"5\"",
                "|null"
            },
            delimiter = '|',
            quoteCharacter = '\u0001')
    void takesOnlyWhatJsonHasForMoreThanText(String yaml, String json) {
        List<Fields> documents = read("test.yaml", "free: {value: " + (yaml == null ? "" : yaml) + "}");
        assertThat(documents.get(0).free("free").path("value")).hasToString(json);
        assertThat(problems.count()).isZero();
    }

    @Test
    void resolvesAliasesAfresh() {
        Fields fields =
                read("test.yaml", "a: &x {k: v}\nb: *x\nc: &y text\nd: *y").get(0);
        assertThat(fields.free("b")).isEqualTo(fields.free("a"));
        assertThat(fields.text("d")).isEqualTo("text");
    }

    @Test
    void boundsWhatAliasesStandFor() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n"
                    .replace("*a%d", "*a" + (i - 1))
                    .formatted(i, i));
        }
        assertThat(read("test.yaml", bomb.toString())).isEmpty();
        assertThat(onlyProblem().reason()).isEqualTo("holds more than 100000 values");
    }

    @Test
    void boundsLength() {
        read("test.yaml", "a: " + "x".repeat(1024 * 1024));
        assertThat(onlyProblem().reason()).isEqualTo("is longer than 1048576 characters");
        assertThat(Documents.decode(new byte[1024 * 1024 + 1], problems)).isEmpty();
        assertThat(problems.count()).isEqualTo(2);
    }

    @Test
    void forgetsAnchorsAtTheEndOfADocument() {
        read("test.yaml", "a: &x 1\n---\nb: *x\n");
        assertThat(onlyProblem()).isEqualTo(new Problem("", 3, "*x stands for nothing that ends before it"));
    }

    @Test
    void takesWhatIsJustWithinTheBounds() {
        String nested = "[".repeat(63) + "]".repeat(63);
        assertThat(read("test.yaml", "a: " + nested)).hasSize(1);
        assertThat(read("test.json", "{\"a\": " + nested + "}")).hasSize(1);
        assertThat(read("test.json", "{\"a\": [" + "1,".repeat(99_996) + "1]}")).hasSize(1);
        assertThat(read("test.yaml", "a: [" + "1,".repeat(99_995) + "1]")).hasSize(1);
        assertThat(read("test.yaml", "---\na: 1\n".repeat(10_000))).hasSize(10_000);
        assertThat(read("test.yaml", "a: " + "x".repeat(1024 * 1024 - 3))).hasSize(1);
        assertThat(Documents.decode(new byte[1024 * 1024], problems)).isPresent();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void refusesWhatIsOneLevelTooDeep() {
        String nested = "[".repeat(64) + "]".repeat(64);
        read("test.yaml", "a: " + nested);
        read("test.json", "{\"a\": " + nested + "}");
        assertThat(problems.list())
                .extracting(Problem::reason)
                .containsExactly("is nested deeper than 64 levels", "is nested deeper than 64 levels");
    }

    @Test
    void boundsDepth() {
        read("test.yaml", "a: " + "[".repeat(70) + "]".repeat(70));
        read("test.json", "{\"a\": " + "[".repeat(70) + "]".repeat(70) + "}");
        read("test.yaml", "{".repeat(500_000));
        assertThat(problems.list())
                .hasSize(3)
                .allMatch(problem -> problem.reason().contains("nested deeper")
                        || problem.reason().contains("not JSON"));
    }

    @Test
    void boundsDepthAlsoBehindAliases() {
        StringBuilder deep = new StringBuilder("a0: &a0 x\n");
        for (int i = 1; i < 100; i++) {
            deep.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        read("test.yaml", deep.toString());
        assertThat(onlyProblem().reason()).contains("nested deeper than 64 levels");
    }

    @Test
    void boundsTheNumberOfValuesAndDocuments() {
        read("test.json", "[" + "1,".repeat(100_001) + "1]");
        read("test.yaml", "a: [" + "1,".repeat(100_001) + "1]");
        read("test.yaml", "---\n".repeat(10_001));
        assertThat(problems.list())
                .extracting(Problem::reason)
                .containsExactly(
                        "holds more than 100000 values",
                        "holds more than 100000 values",
                        "holds more than 10000 documents");
    }

    @Test
    void decodesOnlyUtf8() {
        assertThat(Documents.decode("ä\n€".getBytes(StandardCharsets.UTF_8), problems))
                .contains("ä\n€");
        byte[] latin = "one: 1\ntwo: \u00e4".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Documents.decode(latin, problems)).isEmpty();
        assertThat(onlyProblem()).isEqualTo(new Problem("", 2, "is not UTF-8 (byte 12)"));
    }
}
