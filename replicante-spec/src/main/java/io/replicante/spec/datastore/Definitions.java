package io.replicante.spec.datastore;

import java.util.List;
import java.util.Optional;

/** The datastore definitions that an engine knows. Immutable and thread-safe. */
public final class Definitions {
    private final List<DatastoreDefinition> all;

    private Definitions(List<DatastoreDefinition> all) {
        this.all = List.copyOf(all);
    }

    /**
     * The given definitions and no other.
     *
     * @param definitions the definitions
     * @return the registry
     * @throws io.replicante.spec.ConflictException if two have one name or claim one store id
     */
    public static Definitions of(List<DatastoreDefinition> definitions) {
        return new Definitions(definitions);
    }

    /**
     * The definitions that come with this library.
     *
     * @return the registry
     */
    public static Definitions bundled() {
        return of(List.of());
    }

    /**
     * These definitions and further ones.
     *
     * @param more a host's own
     * @return the registry
     * @throws io.replicante.spec.ConflictException if two have one name or claim one store id
     */
    public Definitions with(List<DatastoreDefinition> more) {
        return of(java.util.stream.Stream.concat(all.stream(), more.stream()).toList());
    }

    /**
     * Finds the definition for a node.
     *
     * @param storeId the store id that its agent reports
     * @param version the version that its agent reports
     * @return the definition, or empty when none was written for it
     */
    public Optional<DatastoreDefinition> forStore(String storeId, String version) {
        return all.stream()
                .filter(each ->
                        each.stores().contains(storeId) && each.versions().contains(version))
                .findFirst();
    }

    /**
     * Finds a definition.
     *
     * @param name its name
     * @return the definition, or empty when there is none
     */
    public Optional<DatastoreDefinition> byName(String name) {
        return all.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * All definitions.
     *
     * @return the definitions, the bundled ones first
     */
    public List<DatastoreDefinition> all() {
        return all;
    }
}
