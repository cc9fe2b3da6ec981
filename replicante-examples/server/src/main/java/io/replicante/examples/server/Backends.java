package io.replicante.examples.server;

import io.replicante.examples.server.config.BackendConfig;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.store.Store;
import io.replicante.store.StoreProvider;
import io.replicante.stream.EventStream;
import io.replicante.stream.StreamProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opens stores and streams by their configured type: in memory by itself, others by the providers on the class path. Stateless. */
final class Backends {
    private Backends() {}

    static Store store(BackendConfig config, Supplier<Store> inMemory) {
        if (config.type().equals(BackendConfig.MEMORY)) {
            return inMemory.get();
        }
        StoreProvider provider =
                choose("store", config.type(), ServiceLoader.load(StoreProvider.class), StoreProvider::name);
        return opened("store", () -> provider.open(config.settings()));
    }

    static EventStream stream(BackendConfig config, BackendConfig store, Supplier<EventStream> inMemory) {
        if (config.type().equals(BackendConfig.MEMORY)) {
            return inMemory.get();
        }
        StreamProvider provider =
                choose("stream", config.type(), ServiceLoader.load(StreamProvider.class), StreamProvider::name);
        Map<String, String> settings = new HashMap<>(config.settings());
        settings.put("store.type", store.type());
        store.settings().forEach((name, value) -> settings.put("store." + name, value));
        return opened("stream", () -> provider.open(settings));
    }

    /** A provider knows the names of its settings, not what they are called in the whole file. */
    private static <T> T opened(String section, Supplier<T> open) {
        try {
            return open.get();
        } catch (InvalidInputException refused) {
            throw new InvalidInputException(
                    "configuration",
                    refused.problems().stream()
                            .map(problem -> new Problem(
                                    problem.path().isEmpty() ? section : section + "." + problem.path(),
                                    problem.line(),
                                    problem.reason()))
                            .toList());
        }
    }

    private static <P> P choose(String section, String type, Iterable<P> providers, Function<P, String> name) {
        Map<String, P> known = new TreeMap<>();
        for (P provider : providers) {
            if (known.put(name.apply(provider), provider) != null) {
                throw refused(section, "two providers of the type " + name.apply(provider) + " are on the class path");
            }
        }
        P chosen = known.get(type);
        if (chosen == null) {
            known.keySet().remove(BackendConfig.MEMORY);
            throw refused(
                    section,
                    "the type " + type + " is not on the class path; available are memory"
                            + known.keySet().stream().map(each -> ", " + each).reduce("", String::concat));
        }
        return chosen;
    }

    private static InvalidInputException refused(String section, String reason) {
        return new InvalidInputException("configuration", List.of(new Problem(section + ".type", 0, reason)));
    }
}
