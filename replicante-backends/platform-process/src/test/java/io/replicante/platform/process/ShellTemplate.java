package io.replicante.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Runs a line of shell; a node that forms starts at once. */
record ShellTemplate(String shell, String script) implements ProcessTemplate {
    ShellTemplate(String script) {
        this("sh", script);
    }

    @Override
    public List<String> ports() {
        return List.of("client", "peer");
    }

    @Override
    public boolean prepare(ProcessMachine machine, boolean forms) throws IOException {
        Files.writeString(machine.directory().resolve("prepared"), forms ? "forms" : "idle");
        return forms;
    }

    @Override
    public ProcessCommand command(ProcessMachine machine) {
        return ProcessCommand.of(List.of(shell, "-c", script));
    }
}
