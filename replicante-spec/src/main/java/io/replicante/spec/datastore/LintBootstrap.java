package io.replicante.spec.datastore;

import java.io.IOException;
import java.util.List;

/** Gives the command the output of the process, and ends it. */
final class LintBootstrap {
    private LintBootstrap() {}

    static void runAndExit(String[] args) throws IOException {
        int code = Lint.run(List.of(args), System.out);
        System.exit(code);
    }
}
