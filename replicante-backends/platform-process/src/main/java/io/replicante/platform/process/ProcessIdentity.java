package io.replicante.platform.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Recognises a process that a former host left behind.
 *
 * @param pid its process id
 * @param startedTime when it started, as the operating system says
 */
record ProcessIdentity(long pid, Instant startedTime) {
    /** The operating system's time of a start moves a little when its clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static ProcessIdentity of(long pid, Instant startedTime) {
        return new ProcessIdentity(pid, startedTime);
    }

    ObjectNode toJson() {
        return JsonFile.object().put("pid", pid).put("started_time", startedTime.toString());
    }

    static Optional<ProcessIdentity> read(Path file) throws IOException {
        Optional<ObjectNode> json = JsonFile.read(file);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessIdentity(
                    JsonFile.required(file, json.get(), "pid").asLong(),
                    Instant.parse(
                            JsonFile.required(file, json.get(), "started_time").asText())));
        } catch (DateTimeException malformed) {
            throw new IOException(file + " holds no time", malformed);
        }
    }

    /** The process, if it still runs and is not another one with its id. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info().startInstant().filter(this::isSame).isPresent());
    }

    private boolean isSame(Instant other) {
        return Duration.between(startedTime, other).abs().compareTo(TOLERANCE) <= 0;
    }

    /**
     * Ends the process and its descendants by force.
     *
     * @return whether it does not run any more
     */
    boolean end() throws InterruptedException {
        Optional<ProcessHandle> found = find();
        if (found.isEmpty()) {
            return true;
        }
        ProcessHandle process = found.get();
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            List<ProcessHandle> family = descendants.toList();
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
        try {
            process.onExit().get(ChildProcess.KILL_TIME.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException unfinished) {
            return !process.isAlive();
        }
    }
}
