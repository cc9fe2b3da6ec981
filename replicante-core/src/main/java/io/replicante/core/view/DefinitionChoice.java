package io.replicante.core.view;

import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.Evidence;
import java.time.Instant;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/** Chooses the definition that covers all nodes of a cluster, or says why there is none. */
record DefinitionChoice(Definitions definitions) {
    /** Joined to one text, two different ones could read the same. */
    private record Software(String store, String version) {
        @Override
        public String toString() {
            return store + " " + version;
        }
    }

    Evidence<DatastoreDefinition> choose(ClusterSpec spec, NavigableMap<String, AgentNode> agents) {
        Optional<DatastoreDefinition> chosen = Optional.empty();
        if (spec.declaration().datastore().isPresent()) {
            String name = spec.declaration().datastore().get();
            chosen = definitions.byName(name);
            if (chosen.isEmpty()) {
                return Evidence.unknown("there is no definition named " + name);
            }
        }
        Set<Software> seen = new HashSet<>();
        for (var entry : agents.entrySet()) {
            AgentNode agent = entry.getValue();
            Software software =
                    new Software(agent.storeId(), agent.storeVersion().number());
            if (seen.contains(software)) {
                continue;
            }
            Optional<DatastoreDefinition> fitting = fitting(chosen, agent);
            if (fitting.isEmpty()) {
                return Evidence.unknown("no definition covers " + software + " of node " + entry.getKey()
                        + covered(chosen, agent.storeId()));
            }
            if (chosen.isPresent() && !chosen.equals(fitting)) {
                return Evidence.unknown("definition " + chosen.get().name() + " does not cover " + software
                        + " of node " + entry.getKey());
            }
            chosen = fitting;
            seen.add(software);
        }
        return chosen.or(() -> declared(spec))
                .map(definition -> Evidence.known(definition, Instant.EPOCH, "definition " + definition.name()))
                .orElseGet(() -> Evidence.unknown("no node reports its software and none is declared"));
    }

    /** One that names no store covers whatever a declaration that names it wants covered. */
    private Optional<DatastoreDefinition> fitting(Optional<DatastoreDefinition> chosen, AgentNode agent) {
        String version = agent.storeVersion().number();
        if (chosen.filter(each -> each.stores().isEmpty()).isPresent()) {
            return chosen.filter(each -> each.versions().contains(version));
        }
        return definitions.forStore(agent.storeId(), version);
    }

    /** For which versions that store is known, if it is. */
    private String covered(Optional<DatastoreDefinition> chosen, String store) {
        return chosen.filter(each -> each.stores().isEmpty())
                .or(() -> definitions.all().stream()
                        .filter(each -> each.stores().contains(store))
                        .findFirst())
                .map(each -> "; definition " + each.name() + " is for " + each.versions())
                .orElse("");
    }

    private Optional<DatastoreDefinition> declared(ClusterSpec spec) {
        Optional<ClusterDefinition> declared = spec.declaration().definition();
        return declared.flatMap(cluster -> definitions.forStore(cluster.store(), cluster.storeVersion()));
    }
}
