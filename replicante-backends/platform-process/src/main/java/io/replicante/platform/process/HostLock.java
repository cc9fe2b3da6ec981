package io.replicante.platform.process;

import io.replicante.spec.ConflictException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a directory for one host at a time. The operating system lets go of it when the host dies. */
final class HostLock implements AutoCloseable {
    private final FileChannel channel;

    private HostLock(FileChannel channel) {
        this.channel = channel;
    }

    static HostLock of(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("host.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new HostLock(channel);
            }
        } catch (OverlappingFileLockException heldHere) {
            channel.close();
            throw new ConflictException(directory + " is in use by another host of this process", heldHere);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
        channel.close();
        throw new ConflictException(directory + " is in use by a host in another process");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
