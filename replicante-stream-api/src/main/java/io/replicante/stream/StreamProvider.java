package io.replicante.stream;

import java.util.Map;

/**
 * Opens a stream by the name that a configuration file gives it. Found with {@link java.util.ServiceLoader}, which does nothing
 * else here; a host in Java code makes its stream by itself. Two providers of one name are an error. Stateless.
 */
public interface StreamProvider {
    /**
     * What a configuration calls this kind of stream.
     *
     * @return the name, lower case, for example {@code kafka}
     */
    String name();

    /**
     * Opens the stream.
     *
     * @param settings as they were written, by name, without those that were left out; those of the
     *     configured store come along with the prefix {@code store.}, for example {@code store.url}, for a stream that lives in it
     * @return the stream, to be closed by the caller
     * @throws io.replicante.spec.InvalidInputException naming each setting that is missing or has no meaning
     * @throws io.replicante.spec.UnavailableException if the stream cannot be reached
     */
    EventStream open(Map<String, String> settings);
}
