package io.replicante.spec.protocol;

import java.io.IOException;
import java.util.List;

/** Gives the command the streams of the process, and ends it. */
final class CodecBootstrap {
    private CodecBootstrap() {}

    static void runAndExit(String[] args) throws IOException {
        int code = Codec.run(List.of(args), System.in, System.out, System.err);
        System.exit(code);
    }
}
