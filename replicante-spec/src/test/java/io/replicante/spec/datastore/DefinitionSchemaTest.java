package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The schema for editors says what the reader does: both are asked about every field of a definition that has them all. */
class DefinitionSchemaTest {
    private static final String NONSENSE = "qqqqqqqqqqqqqqqqqqqq";
    private static final String KNOWN = "known are ";
    /** Of so many names and no more a hint tells them all. */
    private static final int HINTED = 12;
    /** Required only beside another field, which the schema does not say. */
    private static final Set<String> CONDITIONAL = Set.of("action", "atMost");

    private final JsonNode schema = Json.parse(resource("datastore-definition.schema.json"));
    private final JsonNode full = Json.tree(new Yaml(new SafeConstructor(new LoaderOptions())).load(Definition.FULL));

    private int compared;

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException unreadable) {
            throw new AssertionError(path, unreadable);
        }
    }

    private static String resource(String name) {
        try (var stream = Definitions.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(name, unreadable);
        }
    }

    private interface Visitor {
        void visit(String path, String pointer, JsonNode schema);
    }

    private void walk(JsonNode schemaOrReference, JsonNode value, String path, String pointer, Visitor visitor) {
        JsonNode here = resolve(schemaOrReference, value);
        visitor.visit(path, pointer, here);
        if (value.isObject()) {
            value.properties().forEach(entry -> {
                String name = entry.getKey();
                JsonNode child = here.path("properties").has(name)
                        ? here.path("properties").path(name)
                        : here.path("additionalProperties");
                assertThat(child.isObject())
                        .as("the schema knows %s.%s", path, name)
                        .isTrue();
                walk(
                        child,
                        entry.getValue(),
                        path.isEmpty() ? name : path + "." + name,
                        pointer + "/" + name.replace("/", "~1"),
                        visitor);
            });
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            walk(here.path("items"), value.path(i), path + "[" + i + "]", pointer + "/" + i, visitor);
        }
    }

    private JsonNode resolve(JsonNode node, JsonNode value) {
        if (node.has("$ref")) {
            return resolve(schema.at(node.path("$ref").asText().substring(1)), value);
        }
        for (JsonNode option : node.path("oneOf")) {
            JsonNode models = option.path("properties").path("model").path("enum");
            for (JsonNode model : models) {
                if (model.equals(value.path("model"))) {
                    return option;
                }
            }
        }
        for (JsonNode option : node.path("anyOf")) {
            if (option.path("type").asText().equals("object") == value.isObject()) {
                return option;
            }
        }
        return node;
    }

    private List<Problem> problems(Consumer<JsonNode> change) {
        JsonNode changed = full.deepCopy();
        change.accept(changed);
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class, () -> DefinitionReader.read("full.json", Json.write(changed)));
        return refused == null ? List.of() : refused.problems();
    }

    private static ObjectNode object(JsonNode document, String pointer) {
        return (ObjectNode) document.at(pointer);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> known(List<Problem> problems, String path) {
        List<String> reasons = problems.stream()
                .filter(problem -> problem.path().equals(path))
                .map(Problem::reason)
                .filter(reason -> reason.contains(KNOWN))
                .toList();
        assertThat(reasons).as("hints at %s: %s", path, problems).hasSize(1);
        return new TreeSet<>(List.of(reasons.get(0)
                .substring(reasons.get(0).indexOf(KNOWN) + KNOWN.length())
                .split(", ")));
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    @Test
    void knowsTheFieldsThatTheReaderKnows() {
        walk(schema, full, "", "", (path, pointer, here) -> {
            if (names(here.path("properties")).size() > HINTED) {
                assertThat(full.at(pointer).isMissingNode() || pointer.isEmpty() || pointer.equals("/spec"))
                        .as(path)
                        .isTrue();
                assertThat(names(here.path("properties"))).containsAll(names(full.at(pointer)));
            } else if (here.has("properties")) {
                List<Problem> problems =
                        problems(document -> object(document, pointer).put(NONSENSE, 1));
                assertThat(known(problems, child(path, NONSENSE))).as(path).isEqualTo(names(here.path("properties")));
                assertThat(here.path("additionalProperties").isBoolean())
                        .as(path)
                        .isTrue();
                compared++;
            }
        });
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void requiresWhatTheReaderRequires() {
        walk(schema, full, "", "", (path, pointer, here) -> {
            Set<String> required = new TreeSet<>();
            here.path("required").forEach(name -> required.add(name.asText()));
            here.path("then").path("required").forEach(name -> required.add(name.asText()));
            for (String name : here.has("properties") ? names(object(full, pointer)) : Set.<String>of()) {
                boolean missed = problems(document -> object(document, pointer).remove(name)).stream()
                        .anyMatch(problem -> problem.path().equals(child(path, name))
                                && problem.reason().startsWith("is required"));
                assertThat(missed)
                        .as("%s is required", child(path, name))
                        .isEqualTo(required.contains(name) || CONDITIONAL.contains(name));
                compared++;
            }
        });
        assertThat(compared).isGreaterThan(50);
    }

    @Test
    void knowsTheWordsThatTheReaderKnows() {
        walk(schema, full, "", "", (path, pointer, here) -> {
            boolean single = List.of("apiVersion", "kind").contains(path) || path.endsWith("model");
            if (here.has("enum") && !single) {
                Set<String> words = new TreeSet<>();
                here.path("enum").forEach(word -> words.add(word.asText()));
                String parent = pointer.substring(0, pointer.lastIndexOf('/'));
                String name = pointer.substring(pointer.lastIndexOf('/') + 1);
                assertThat(known(problems(document -> object(document, parent).put(name, NONSENSE)), path))
                        .as(path)
                        .isEqualTo(words);
                compared++;
            }
        });
        assertThat(compared).isGreaterThan(15);
    }

    @Test
    void acceptsEveryBundledDefinition() {
        for (DatastoreDefinition definition : Definitions.bundled().all()) {
            String text = Definitions.bundledText(definition.name()).orElseThrow();
            assertThat(validate(tree(text))).as(definition.name()).isEmpty();
        }
        assertThat(validate(full)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{model: quorum} # {model: quorom}",
                "{model: quorum} # {model: quorum, k: all}",
                "{model: replicated, n: # {model: replicated, nn:",
                "storage: {durableWhen: # storage: {durable:",
                "footprint: worst # footprint: bad",
                "deadline: PT9S # deadline: 9s",
                "stores: # store:",
                "idempotent: true # idempotent: often"
            })
    void refusesWhatTheReaderRefuses(String good, String bad) {
        assertThat(Definition.FULL).contains(good);
        String wrong = Definition.FULL.replace(good, bad);
        assertThat(validate(tree(wrong))).isNotEmpty();
        assertThat(catchThrowableOfType(InvalidInputException.class, () -> DefinitionReader.read("wrong.yaml", wrong)))
                .isNotNull();
    }

    private List<String> validate(JsonNode definition) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(definition)
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static JsonNode tree(String yaml) {
        return Json.tree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    @Test
    void hasEachOfItsFieldsInTheDocumentation() {
        String documentation = read("docs/definitions.md");
        walk(
                schema,
                full,
                "",
                "",
                (path, pointer, here) -> names(here.path("properties"))
                        .forEach(name -> assertThat(documentation)
                                .as("%s of %s", name, path)
                                .containsPattern("\\b" + name + "\\b")));
    }
}
