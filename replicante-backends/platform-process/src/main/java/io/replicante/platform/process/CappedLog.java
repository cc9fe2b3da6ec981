package io.replicante.platform.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the output of a process to a file until the process ends. A full file takes the place of the one before it, so that
 * both together stay within the limit. What cannot be written is dropped: a full disk must not stop the process. Confined to
 * one thread.
 */
final class CappedLog implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CappedLog.class);
    private static final int BUFFER_BYTES = 8192;

    private final InputStream output;
    private final Path file;
    private final long maxFileBytes;
    private @Nullable OutputStream open;
    private long size;
    private boolean dropping;

    CappedLog(InputStream output, Path file, long maxBytes) {
        this.output = output;
        this.file = file;
        this.maxFileBytes = maxBytes / 2;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (output) {
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                write(buffer, count);
            }
            close();
        } catch (IOException failure) {
            LOGGER.atWarn()
                    .addKeyValue("file", file)
                    .setCause(failure)
                    .log("The output of a process could not be read to its end");
        }
    }

    private void write(byte[] bytes, int count) {
        if (dropping) {
            return;
        }
        try {
            OutputStream target = open;
            if (target == null || size + count > maxFileBytes) {
                target = next(count);
            }
            target.write(bytes, 0, count);
            size += count;
        } catch (IOException failure) {
            dropping = true;
            LOGGER.atWarn()
                    .addKeyValue("file", file)
                    .setCause(failure)
                    .log("The output of a process is dropped from here on");
        }
    }

    private OutputStream next(int count) throws IOException {
        close();
        size = Files.exists(file) ? Files.size(file) : 0;
        if (size > 0 && size + count > maxFileBytes) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            size = 0;
        }
        OutputStream opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        open = opened;
        return opened;
    }

    private void close() throws IOException {
        OutputStream last = open;
        open = null;
        if (last != null) {
            last.close();
        }
    }
}
