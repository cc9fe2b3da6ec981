package io.replicante.platform.process;

import java.util.List;
import java.util.Map;

/**
 * How a process is started. It runs in the directory of its machine.
 *
 * @param arguments the program and its arguments
 * @param environment variables beside those of the host
 */
public record ProcessCommand(List<String> arguments, Map<String, String> environment) {
    /** Copies both; refuses an empty command. */
    public ProcessCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command names at least a program");
        }
    }

    /**
     * A command in the environment of the host.
     *
     * @param arguments the program and its arguments
     * @return the command
     */
    public static ProcessCommand of(List<String> arguments) {
        return new ProcessCommand(arguments, Map.of());
    }
}
