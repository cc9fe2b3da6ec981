package io.replicante.platform.process;

import java.io.IOException;
import java.util.List;

/**
 * What one datastore software needs to run on a machine of this platform.
 *
 * <p>Thread safety: called concurrently for different machines, never for the same one. Calls are short and only touch the
 * directory of their machine.
 */
public interface ProcessTemplate {
    /**
     * The names of the ports that each machine needs.
     *
     * @return distinct names, for example {@code client}
     */
    List<String> ports();

    /**
     * Prepares a new machine, whose directory is empty. When it fails the machine is taken away again.
     *
     * @param machine the machine
     * @param forms whether the node may form a cluster by itself; when false it must not, whatever is started later
     * @return whether the process is started at once; otherwise the machine is idle until its supervisor is told to start
     * @throws IOException if its files cannot be written
     */
    boolean prepare(ProcessMachine machine, boolean forms) throws IOException;

    /**
     * The command that starts the process. Asked before every start, while the process does not run.
     *
     * @param machine the machine
     * @return the command; it must not go to the background
     * @throws IOException if files of the machine cannot be read or written
     * @throws io.replicante.spec.ConflictException if the machine is not ready to be started
     */
    ProcessCommand command(ProcessMachine machine) throws IOException;
}
