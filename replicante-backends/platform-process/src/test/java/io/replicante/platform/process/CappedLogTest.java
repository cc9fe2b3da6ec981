package io.replicante.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CappedLogTest {
    private static final int MAX_BYTES = 64 * 1024;

    @TempDir
    Path directory;

    @Test
    void keepsTheNewestOutputWithinItsLimit() throws IOException {
        Path file = directory.resolve("process.log");
        Path older = directory.resolve("process.log.1");
        StringBuilder output = new StringBuilder();
        for (int line = 0; line < 50_000; line++) {
            output.append("line ").append(line).append('\n');
        }
        copy(output.toString(), file);

        assertThat(Files.size(file) + Files.size(older)).isBetween(MAX_BYTES / 2L, (long) MAX_BYTES);
        assertThat(output.toString()).endsWith(Files.readString(older) + Files.readString(file));
    }

    @Test
    void addsToWhatAnEarlierProcessSaid() throws IOException {
        Path file = directory.resolve("process.log");
        copy("first\n", file);
        copy("second\n", file);

        assertThat(file).hasContent("first\nsecond\n");
    }

    @Test
    void readsOnWhenItCannotWrite() throws IOException {
        Path file = directory.resolve("absent/process.log");
        ByteArrayInputStream output = new ByteArrayInputStream(new byte[100_000]);
        new CappedLog(output, file, MAX_BYTES).run();

        assertThat(output.available()).isZero();
        assertThat(file).doesNotExist();
    }

    private static void copy(String output, Path file) {
        new CappedLog(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)), file, MAX_BYTES).run();
    }
}
