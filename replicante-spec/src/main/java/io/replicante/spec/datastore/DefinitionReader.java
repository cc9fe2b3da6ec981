package io.replicante.spec.datastore;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.json.Documents;
import io.replicante.spec.json.Fields;
import io.replicante.spec.json.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads datastore definitions, in YAML or JSON, with every problem at its place. Stateless.
 *
 * <p>Reading also finds what is well-formed and still wrong: an expression that does not compile, an action that is named and not
 * described, an action that takes a node away where nothing could tell whether the node is back.
 */
public final class DefinitionReader {
    /** The version of the language that is read. */
    public static final String API_VERSION = "replicante.io/v1";

    /** The kind of document that is read. */
    public static final String KIND = "DatastoreDefinition";

    private DefinitionReader() {}

    /**
     * Reads a definition.
     *
     * @param what names the input, for example a file name; one that ends in {@code .json} is JSON
     * @param content the input, UTF-8, at most 1 MiB: one document
     * @return the definition
     * @throws InvalidInputException with every problem, if there is one
     */
    public static DatastoreDefinition read(String what, byte[] content) {
        Problems problems = new Problems(what);
        Optional<String> text = Documents.decode(content, problems);
        problems.throwIfAny();
        return read(what, text.orElseThrow());
    }

    /**
     * Reads a definition.
     *
     * @param what names the input, for example a file name; one that ends in {@code .json} is JSON
     * @param content the input, at most 1 MiB: one document
     * @return the definition
     * @throws InvalidInputException with every problem, if there is one
     */
    public static DatastoreDefinition read(String what, String content) {
        return read(what, content, Definitions::bundledText);
    }

    /**
     * Reads a definition that may extend others than the bundled ones.
     *
     * @param what names the input, for example a file name; one that ends in {@code .json} is JSON
     * @param content the input, at most 1 MiB: one document
     * @param bases finds the text of the definition with a name
     * @return the definition
     * @throws InvalidInputException with every problem, if there is one
     */
    public static DatastoreDefinition read(String what, String content, Function<String, Optional<String>> bases) {
        Problems problems = new Problems(what);
        List<Fields> documents = Documents.read(what, content, problems);
        if (problems.count() == 0 && documents.size() != 1) {
            problems.add("", 0, "must hold one definition, not " + documents.size());
        }
        Optional<DatastoreDefinition> definition =
                documents.isEmpty() ? Optional.empty() : document(documents.get(0), bases);
        problems.throwIfAny();
        return definition.orElseThrow();
    }

    private record Metadata(String name, String title, List<String> sources) {}

    private static Optional<DatastoreDefinition> document(Fields document, Function<String, Optional<String>> bases) {
        document.parsed("apiVersion", text -> exactly(API_VERSION, text));
        document.parsed("kind", text -> exactly(KIND, text));
        Metadata metadata = document.object("metadata")
                .flatMap(DefinitionReader::metadata)
                .orElseGet(() -> new Metadata("", "", List.of()));
        Optional<DatastoreDefinition> definition = document.object("spec")
                .map(spec -> new Extension(bases).over(spec))
                .flatMap(spec -> spec(spec, metadata));
        return document.build(() -> definition).flatMap(read -> read);
    }

    private static String exactly(String expected, String text) {
        if (!text.equals(expected)) {
            throw new IllegalArgumentException("must be " + expected + ", not \"" + text + "\"");
        }
        return text;
    }

    private static Optional<Metadata> metadata(Fields fields) {
        String name = fields.name("name");
        String title = fields.text("title");
        List<String> sources = fields.texts("sources");
        return fields.build(() -> new Metadata(name, title, sources));
    }

    private static Optional<DatastoreDefinition> spec(Fields spec, Metadata metadata) {
        spec.optionalName(Extension.FIELD);
        List<String> stores = spec.texts("stores");
        if (!spec.has("stores") && !spec.isEmptyList("stores")) {
            spec.problem("stores", "is required");
        }
        Optional<VersionRange> versions = spec.parsed("versions", VersionRange::new);
        List<ShardClass> shardClasses = all(spec, "shardClasses", ShardClassReader::read);
        requireSome(spec, "shardClasses", shardClasses);
        Optional<Fields> memberFields = spec.object("members");
        Optional<Members> members = memberFields.flatMap(MembersReader::read);
        ActionReader actionReader = new ActionReader(
                memberFields.map(fields -> fields.has("incarnation")).orElse(true));
        Map<String, ActionDefinition> actions = actionReader.read(spec);
        Optional<Failover> failover =
                spec.object("failover").flatMap(fields -> FailoverReader.read(fields, actionReader.kinds()));
        Optional<Membership> membership =
                spec.object("membership").flatMap(fields -> MembershipReader.membership(fields, actionReader.kinds()));
        Capacity capacity = MembershipReader.capacity(spec);
        Optional<String> failureDomain = spec.optionalName("failureDomain");
        List<Witness> witnesses = all(spec, "witnesses", CheckReader::witness);
        List<DefinitionCheck> checks = all(spec, "checks", CheckReader::check);
        Upkeep upkeep = UpkeepReader.read(spec, actionReader.kinds());
        Optional<Reports> reports = spec.optionalObject("reports").flatMap(DefinitionReader::reports);
        Signs signs = SignsReader.read(spec);
        lint(spec, shardClasses, checks);
        return spec.build(() -> new DatastoreDefinition(
                metadata.name(),
                metadata.title(),
                metadata.sources(),
                Set.copyOf(stores),
                versions.orElseThrow(),
                shardClasses,
                members.orElseThrow(),
                failover.orElseThrow(),
                membership.orElseThrow(),
                capacity,
                failureDomain,
                witnesses,
                actions,
                checks,
                upkeep,
                reports,
                signs));
    }

    private static Optional<Reports> reports(Fields fields) {
        Set<String> node = new HashSet<>(fields.texts("node"));
        Set<String> store = new HashSet<>(fields.texts("store"));
        return fields.build(() -> new Reports(node, store));
    }

    private static void lint(Fields spec, List<ShardClass> shardClasses, List<DefinitionCheck> checks) {
        Set<String> matches = new HashSet<>();
        for (ShardClass each : shardClasses) {
            if (matches.contains("*") || !matches.add(each.match())) {
                spec.problem("shardClasses", "the class \"" + each.match() + "\" is never reached");
            }
        }
        Set<String> codes = new HashSet<>();
        for (DefinitionCheck each : checks) {
            if (!codes.add(each.code())) {
                spec.problem("checks", "the code " + each.code() + " is there twice");
            }
        }
    }

    private static <T> List<T> all(Fields spec, String name, Function<Fields, Optional<T>> reader) {
        return spec.objects(name).stream()
                .flatMap(each -> reader.apply(each).stream())
                .toList();
    }

    private static void requireSome(Fields spec, String name, List<?> read) {
        if (!spec.has(name)) {
            spec.problem(name, "is required");
        } else if (read.isEmpty() && spec.isEmptyList(name)) {
            spec.problem(name, "must not be empty");
        }
    }
}
