package io.replicante.store;

import java.util.Map;

/**
 * Opens a store by the name that a configuration file gives it. Found with {@link java.util.ServiceLoader}, which does nothing
 * else here; a host in Java code makes its store by itself. Two providers of one name are an error. Stateless.
 */
public interface StoreProvider {
    /**
     * What a configuration calls this kind of store.
     *
     * @return the name, lower case, for example {@code jdbc}
     */
    String name();

    /**
     * Opens the store.
     *
     * @param settings as they were written, by name, without those that were left out
     * @return the store, to be closed by the caller
     * @throws io.replicante.spec.InvalidInputException naming each setting that is missing or has no meaning
     * @throws io.replicante.spec.UnavailableException if the store cannot be reached or is in use
     */
    Store open(Map<String, String> settings);
}
