package io.replicante.examples.benchmarks;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.helix.HelixDataAccessor;
import org.apache.helix.HelixProperty;
import org.apache.helix.PropertyKey;
import org.apache.helix.model.ExternalView;
import org.apache.helix.model.IdealState;
import org.apache.helix.model.MasterSlaveSMD;

/** A layout as Helix's own checks read it, from memory instead of from ZooKeeper, which favours Helix. */
final class HelixInMemory {
    private static final String CLUSTER = "benchmark";

    private final PropertyKey.Builder keys = new PropertyKey.Builder(CLUSTER);
    private final Map<String, HelixProperty> properties = new HashMap<>();
    private final List<String> resources;

    HelixInMemory(Layout layout) {
        resources = IntStream.range(0, layout.resources())
                .mapToObj(layout::resource)
                .toList();
        put(keys.stateModelDef(MasterSlaveSMD.name), MasterSlaveSMD.build());
        for (int resource = 0; resource < layout.resources(); resource++) {
            put(keys.idealStates(layout.resource(resource)), idealState(layout, resource));
            put(keys.externalView(layout.resource(resource)), externalView(layout, resource));
        }
    }

    private static IdealState idealState(Layout layout, int resource) {
        IdealState state = new IdealState(layout.resource(resource));
        state.setStateModelDefRef(MasterSlaveSMD.name);
        state.setRebalanceMode(IdealState.RebalanceMode.FULL_AUTO);
        state.setNumPartitions(layout.partitions());
        state.setReplicas("3");
        state.setMinActiveReplicas(2);
        return state;
    }

    private static ExternalView externalView(Layout layout, int resource) {
        ExternalView view = new ExternalView(layout.resource(resource));
        view.getRecord().setSimpleField("STATE_MODEL_DEF_REF", MasterSlaveSMD.name);
        view.getRecord().setIntField("MIN_ACTIVE_REPLICAS", 2);
        for (int partition = 0; partition < layout.partitions(); partition++) {
            List<String> holders = layout.holders(resource, partition);
            for (int copy = 0; copy < holders.size(); copy++) {
                view.setState(layout.partition(resource, partition), holders.get(copy), copy == 0 ? "MASTER" : "SLAVE");
            }
        }
        return view;
    }

    private void put(PropertyKey key, HelixProperty value) {
        properties.put(key.getPath(), value);
    }

    /** An accessor that knows what the checks ask for, and fails for anything else. */
    HelixDataAccessor accessor() {
        return (HelixDataAccessor) Proxy.newProxyInstance(
                HelixDataAccessor.class.getClassLoader(),
                new Class<?>[] {HelixDataAccessor.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("keyBuilder")) {
                        return keys;
                    }
                    if (method.getName().equals("getChildNames")) {
                        return resources;
                    }
                    if (method.getName().equals("getProperty") && args[0] instanceof PropertyKey key) {
                        return properties.get(key.getPath());
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }
}
