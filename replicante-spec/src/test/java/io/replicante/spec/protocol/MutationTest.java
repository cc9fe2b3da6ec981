package io.replicante.spec.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives is read or refused; nothing else escapes, and no number is made up. */
class MutationTest {
    private static final int MUTATIONS = 2_000;
    /** What our own defaults add. */
    private static final Set<String> DEFAULTS = Set.of("0", "1", "5", "60", "300");

    private static final List<String> REPLACEMENTS = List.of(
            "null",
            "true",
            "-7",
            "7.0",
            "1e999",
            "9".repeat(99),
            "9".repeat(5_000),
            "\"13\"",
            "\"\"",
            "[]",
            "{}",
            "[13]",
            "{\"UNKNOWN\":13}",
            "[".repeat(60) + "]".repeat(60),
            "[".repeat(100_000),
            "{\"a\":".repeat(70) + "1" + "}".repeat(70),
            "1e99999999999",
            "\"" + "x".repeat(10_000) + "\"",
            "\"\\ud83d\"",
            "NaN",
            "01");

    static List<MessageType<?>> types() {
        return Messages.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void isReadOrRefused(MessageType<?> type) {
        Random random = new Random(type.name().hashCode());
        JsonNode sample = Samples.of(type);
        int refused = 0;
        for (int number = 0; number < MUTATIONS; number++) {
            String mutated = mutate(sample, random);
            try {
                JsonNode again = Samples.again(type, mutated);
                Set<String> made = numbers(again);
                made.removeAll(numbers(Json.parse(mutated)));
                made.removeAll(DEFAULTS);
                assertThat(made).as(mutated).isEmpty();
            } catch (InvalidInputException expected) {
                refused++;
                assertThat(expected.getMessage()).hasSizeLessThan(2_000).startsWith(type.name());
            }
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 10);
    }

    private static String mutate(JsonNode sample, Random random) {
        String text = sample.toString();
        if (random.nextInt(5) == 0) {
            return text.substring(0, random.nextInt(text.length()));
        }
        JsonNode copy = sample.deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        gather(copy, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        int at = random.nextInt(container.size());
        String mark = "\"--here--\"";
        if (container instanceof ObjectNode object) {
            String name = new ArrayList<>(object.properties()).get(at).getKey();
            if (random.nextInt(4) == 0) {
                object.remove(name);
                return copy.toString();
            }
            object.put(name, "--here--");
        } else {
            ((ArrayNode) container).set(at, "--here--");
        }
        return copy.toString().replace(mark, REPLACEMENTS.get(random.nextInt(REPLACEMENTS.size())));
    }

    private static void gather(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
        }
        node.forEach(each -> gather(each, containers));
    }

    private static Set<String> numbers(JsonNode node) {
        Set<String> numbers = new TreeSet<>();
        if (node.isNumber()) {
            numbers.add(node.asText());
        }
        node.forEach(each -> numbers.addAll(numbers(each)));
        return numbers;
    }
}
