package io.replicante.spec.datastore;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.json.Json;
import io.replicante.spec.json.Lines;
import io.replicante.spec.json.Manifest;
import io.replicante.spec.json.Manifests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One run of the linter. Confined to one thread. */
final class LintCommand {
    private static final int CLEAN = 0;
    private static final int FOUND = 1;
    private static final int USAGE = 2;
    private static final String SHOW = "--show";
    private static final Pattern DEFINITION =
            Pattern.compile("(?m)[\"']?kind[\"']?\\s*:\\s*[\"']?" + DefinitionReader.KIND + "\\b");

    private final OutputStream out;
    private final Map<String, String> texts = new HashMap<>();
    private Definitions known = Definitions.bundled();

    LintCommand(OutputStream out) {
        this.out = out;
    }

    int run(List<String> args) throws IOException {
        List<String> files = args.stream().filter(arg -> !arg.equals(SHOW)).toList();
        if (files.isEmpty() || files.stream().anyMatch(file -> file.startsWith("--"))) {
            line("usage: lint [--show] FILE...");
            return USAGE;
        }
        int found = 0;
        for (String file : files) {
            List<Problem> problems = problems(file, args.contains(SHOW));
            for (Problem problem : problems) {
                line(file + ": " + problem);
            }
            found += problems.size();
        }
        return found == 0 ? CLEAN : FOUND;
    }

    private List<Problem> problems(String file, boolean show) throws IOException {
        try {
            String content = Files.readString(Path.of(file));
            return DEFINITION.matcher(content).find() ? definition(file, content, show) : manifests(file, content);
        } catch (InvalidInputException refused) {
            return refused.problems();
        } catch (NoSuchFileException missing) {
            return List.of(new Problem("", 0, "there is no such file"));
        }
    }

    private List<Problem> definition(String file, String content, boolean show) throws IOException {
        DatastoreDefinition definition = DefinitionReader.read(file, content, this::base);
        know(definition);
        texts.put(definition.name(), content);
        if (show) {
            line(Json.write(definition));
        }
        return placed(Lint.definition(definition), Lines.of(file, content), 0);
    }

    private Optional<String> base(String name) {
        return Optional.ofNullable(texts.get(name)).or(() -> Definitions.bundledText(name));
    }

    /** A definition that is looked at stands for any known one of its name or of its stores. */
    private void know(DatastoreDefinition definition) {
        List<DatastoreDefinition> all = new ArrayList<>(known.all().stream()
                .filter(each -> !each.name().equals(definition.name()))
                .filter(each -> each.stores().stream().noneMatch(definition.stores()::contains))
                .toList());
        all.add(definition);
        known = Definitions.of(all);
    }

    private List<Problem> manifests(String file, String content) {
        List<Manifest> manifests = Manifests.read(file, content);
        Lines lines = Lines.of(file, content);
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < manifests.size(); i++) {
            if (manifests.get(i) instanceof ClusterSpecManifest cluster) {
                problems.addAll(placed(Lint.cluster(cluster.clusterSpec(), known), lines, i));
            }
        }
        return problems;
    }

    private static List<Problem> placed(List<Problem> problems, Lines lines, int document) {
        return problems.stream()
                .map(each -> new Problem(each.path(), lines.line(document, each.path()), each.reason()))
                .toList();
    }

    private void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
