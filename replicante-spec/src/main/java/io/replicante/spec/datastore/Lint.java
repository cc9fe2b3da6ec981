package io.replicante.spec.datastore;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.json.Json;
import io.replicante.spec.json.Manifests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The command {@code lint [--show] FILE...}: finds what is wrong, or can hardly be meant, in datastore definitions and in
 * manifests of clusters. Definitions that are given are known to the manifests behind them.
 *
 * <p>Each finding is one line: file, path, reason. It ends with 0 when nothing was found, with 1 when something was, and with 2
 * when it was called wrongly. {@code --show} also prints each definition as it is read, with all that it takes from others.
 */
public final class Lint {
    private static final int CLEAN = 0;
    private static final int FOUND = 1;
    private static final int USAGE = 2;
    private static final String SHOW = "--show";
    private static final Pattern DEFINITION =
            Pattern.compile("(?m)[\"']?kind[\"']?\\s*:\\s*[\"']?" + DefinitionReader.KIND + "\\b");

    private Lint() {}

    /**
     * Runs the command and ends the process.
     *
     * @param args {@code [--show] FILE...}
     * @throws IOException if a file or standard output fails
     */
    public static void main(String[] args) throws IOException {
        LintBootstrap.runAndExit(args);
    }

    /**
     * Looks at a definition.
     *
     * @param definition the definition
     * @return what can hardly be meant; empty for a good one
     */
    public static List<Problem> definition(DatastoreDefinition definition) {
        return List.copyOf(DefinitionLint.of(definition));
    }

    /**
     * Looks at a declared cluster.
     *
     * @param spec the cluster
     * @param definitions the definitions that the engine knows
     * @return what can never be; empty for a good one
     */
    public static List<Problem> cluster(ClusterSpec spec, Definitions definitions) {
        return List.copyOf(ClusterLint.of(spec, definitions));
    }

    /**
     * Runs the command.
     *
     * @param args {@code [--show] FILE...}
     * @param out gets what was found
     * @return the exit code
     * @throws IOException if a file or the output fails
     */
    public static int run(List<String> args, OutputStream out) throws IOException {
        List<String> files = args.stream().filter(arg -> !arg.equals(SHOW)).toList();
        if (files.isEmpty() || files.stream().anyMatch(file -> file.startsWith("--"))) {
            line(out, "usage: lint [--show] FILE...");
            return USAGE;
        }
        Definitions known = Definitions.bundled();
        int found = 0;
        for (String file : files) {
            try {
                String content = Files.readString(Path.of(file));
                List<Problem> problems = new ArrayList<>();
                if (DEFINITION.matcher(content).find()) {
                    DatastoreDefinition definition = DefinitionReader.read(file, content);
                    problems.addAll(definition(definition));
                    known = with(known, definition);
                    if (args.contains(SHOW)) {
                        line(out, Json.write(definition));
                    }
                } else {
                    problems.addAll(manifests(file, content, known));
                }
                for (Problem problem : problems) {
                    line(out, file + ": " + problem.path() + ": " + problem.reason());
                }
                found += problems.size();
            } catch (InvalidInputException refused) {
                line(out, String.valueOf(refused.getMessage()));
                found++;
            } catch (NoSuchFileException missing) {
                line(out, file + ": there is no such file");
                found++;
            }
        }
        return found == 0 ? CLEAN : FOUND;
    }

    /** A definition that is looked at stands for any known one of its name or of its stores. */
    private static Definitions with(Definitions known, DatastoreDefinition definition) {
        List<DatastoreDefinition> all = new ArrayList<>(known.all().stream()
                .filter(each -> !each.name().equals(definition.name()))
                .filter(each -> each.stores().stream().noneMatch(definition.stores()::contains))
                .toList());
        all.add(definition);
        return Definitions.of(all);
    }

    private static List<Problem> manifests(String file, String content, Definitions known) {
        return Manifests.read(file, content).stream()
                .filter(ClusterSpecManifest.class::isInstance)
                .map(manifest -> ((ClusterSpecManifest) manifest).clusterSpec())
                .flatMap(spec -> cluster(spec, known).stream())
                .toList();
    }

    private static void line(OutputStream to, String text) throws IOException {
        to.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }
}
