package io.replicante.platform.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a host must never forget: the next machine's number, and where to look for the next ports. Written before it is used,
 * so that a number is never given twice. Not thread-safe.
 */
final class HostLedger {
    private static final String NEXT_NODE = "next_node";
    private static final String NEXT_PORT = "next_port";

    private final Path file;
    private int nextNode;
    private int nextPort;

    private HostLedger(Path file, int nextNode, int nextPort) {
        this.file = file;
        this.nextNode = nextNode;
        this.nextPort = nextPort;
    }

    static HostLedger open(Path file, int firstPort) throws IOException {
        Optional<ObjectNode> known = JsonFile.read(file);
        if (known.isEmpty()) {
            return new HostLedger(file, 1, firstPort);
        }
        return new HostLedger(
                file,
                JsonFile.required(file, known.get(), NEXT_NODE).asInt(),
                JsonFile.required(file, known.get(), NEXT_PORT).asInt());
    }

    int nextPort() {
        return nextPort;
    }

    /** Makes sure that a number that is in use is not given again, should the ledger have been lost. */
    void used(int number) {
        nextNode = Math.max(nextNode, number + 1);
    }

    /** Gives a number that was never given before. */
    int takeNumber(int portAfter) throws IOException {
        int number = nextNode;
        JsonFile.replace(file, JsonFile.object().put(NEXT_NODE, number + 1).put(NEXT_PORT, portAfter));
        nextNode = number + 1;
        nextPort = portAfter;
        return number;
    }
}
