package io.replicante.spec.datastore;

import io.replicante.spec.Problem;
import io.replicante.spec.cluster.ClusterSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The command {@code lint [--show] FILE...}: finds what is wrong, or can hardly be meant, in datastore definitions and in
 * manifests of clusters. Definitions that are given are known to the files behind them, also to be extended.
 *
 * <p>Each finding is one line: file, path, line, reason. It ends with 0 when nothing was found, with 1 when something was, and with
 * 2 when it was called wrongly. {@code --show} also prints each definition as it is read, with all that it takes from others.
 */
public final class Lint {
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
     * @return what can hardly be meant, without lines; empty for a good one
     */
    public static List<Problem> definition(DatastoreDefinition definition) {
        return List.copyOf(DefinitionLint.of(definition));
    }

    /**
     * Looks at a declared cluster.
     *
     * @param spec the cluster
     * @param definitions the definitions that the engine knows
     * @return what can never be, without lines; empty for a good one
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
        return new LintCommand(out).run(args);
    }
}
