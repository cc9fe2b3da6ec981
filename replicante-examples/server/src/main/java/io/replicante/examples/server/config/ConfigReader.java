package io.replicante.examples.server.config;

import io.replicante.core.EngineSettings;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.json.Documents;
import io.replicante.spec.json.Fields;
import io.replicante.spec.json.Problems;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration file. Strict: all that is wrong is told together, each with its path and line. Stateless. */
public final class ConfigReader {
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final BackendKinds STORES = new BackendKinds(Map.of(
            BackendConfig.MEMORY,
            Map.of(),
            "embedded",
            Map.of("path", true),
            "jdbc",
            Map.of("url", true, "username", false, "password", false)));
    private static final BackendKinds STREAMS = new BackendKinds(Map.of(
            BackendConfig.MEMORY,
            Map.of(),
            "store",
            Map.of(),
            "kafka",
            Map.of("bootstrap_servers", true, "topic", false)));

    private ConfigReader() {}

    /**
     * Reads a configuration.
     *
     * @param what names the file in messages
     * @param content the file
     * @return the configuration
     * @throws InvalidInputException with everything that is wrong
     */
    public static ServerConfig read(String what, byte[] content) {
        Problems problems = new Problems(what);
        List<Fields> documents = Documents.decode(content, problems)
                .map(text -> Documents.read(what, text, problems))
                .orElse(List.of());
        if (documents.size() > 1) {
            problems.add("", documents.get(1).line(), "must be one document, not " + documents.size());
        }
        Optional<ServerConfig> config =
                documents.isEmpty() ? Optional.of(ServerConfig.DEFAULT) : read(documents.get(0));
        problems.throwIfAny();
        return config.orElseThrow();
    }

    private static Optional<ServerConfig> read(Fields document) {
        Bind bind = document.optionalObject("http").flatMap(ConfigReader::http).orElse(Bind.DEFAULT);
        BackendConfig store =
                document.optionalObject("store").flatMap(STORES::read).orElse(BackendConfig.memory());
        BackendConfig stream =
                document.optionalObject("stream").flatMap(STREAMS::read).orElse(BackendConfig.memory());
        EngineConfig engine =
                document.optionalObject("engine").flatMap(ConfigReader::engine).orElse(EngineConfig.DEFAULT);
        return document.build(() -> new ServerConfig(bind, store, stream, engine));
    }

    private static Optional<Bind> http(Fields http) {
        Bind bind = http.optionalParsed("bind", Bind::parse).orElse(Bind.DEFAULT);
        return http.build(() -> bind);
    }

    private static Optional<EngineConfig> engine(Fields engine) {
        Optional<String> instance = engine.optionalName("instance_id");
        Optional<Duration> lease = engine.optionalDuration("lease", LEAST);
        Optional<Duration> poll = engine.optionalDuration("poll", LEAST);
        EngineSettings settings = EngineSettings.DEFAULT;
        try {
            settings = lease.map(settings::fitting).orElse(settings);
        } catch (IllegalArgumentException tooShort) {
            engine.problem("lease", String.valueOf(tooShort.getMessage()));
        }
        EngineSettings fitting = settings;
        return engine.build(
                () -> new EngineConfig(instance, poll.map(fitting::withPoll).orElse(fitting)));
    }

    /** The kinds of a backend, and the settings of each with whether they are required. */
    private record BackendKinds(Map<String, Map<String, Boolean>> kinds) {
        Optional<BackendConfig> read(Fields fields) {
            Map<String, String> types = new LinkedHashMap<>();
            kinds.keySet().forEach(name -> types.put(name, name));
            Optional<String> type = fields.choice("type", types);
            Map<String, String> written = new LinkedHashMap<>();
            kinds.values()
                    .forEach(settings -> settings.keySet()
                            .forEach(name ->
                                    fields.optionalBlankableText(name).ifPresent(value -> written.put(name, value))));
            type.ifPresent(chosen -> check(fields, chosen, written));
            return fields.build(() -> new BackendConfig(type.orElseThrow(), written));
        }

        private void check(Fields fields, String type, Map<String, String> written) {
            Map<String, Boolean> known = kinds.getOrDefault(type, Map.of());
            written.forEach((name, value) -> {
                if (!known.containsKey(name)) {
                    fields.problem(name, "is no setting of the type " + type);
                } else if (value.isBlank() && known.getOrDefault(name, false)) {
                    fields.problem(name, "must not be blank");
                }
            });
            known.forEach((name, required) -> {
                if (required && !fields.has(name)) {
                    fields.problem(name, "is required by the type " + type);
                }
            });
        }
    }
}
