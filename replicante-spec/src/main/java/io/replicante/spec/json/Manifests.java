package io.replicante.spec.json;

import io.replicante.spec.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what people desire: manifests {@code {apiVersion, kind, spec}}, in YAML (several documents per input) or JSON.
 * Stateless.
 *
 * <p>Reading is strict and complete: a field that is not known, a value of another type or out of its range, a key written
 * twice - each is a problem with its path and line, and all of an input are reported together. An input with a problem gives
 * nothing.
 */
public final class Manifests {
    /** The version of the manifests that are read. */
    public static final String API_VERSION = "replicante.io/v0";

    private interface SpecReader {
        Optional<? extends Manifest> read(Fields spec);
    }

    private static final Map<String, SpecReader> KINDS = Map.of(
            "Namespace", ManifestSpecs::namespace,
            "Platform", ManifestSpecs::platform,
            "ClusterSpec", ClusterSpecReader::read,
            "Override", OverrideReader::read);

    private Manifests() {}

    /**
     * Reads manifests.
     *
     * @param what names the input, for example a file name; one that ends in {@code .json} is JSON
     * @param content the input, UTF-8, at most 1 MiB
     * @return the manifests in the order of the input, at least one
     * @throws InvalidInputException with every problem, if there is one
     */
    public static List<Manifest> read(String what, byte[] content) {
        Problems problems = new Problems(what);
        Optional<String> text = Documents.decode(content, problems);
        problems.throwIfAny();
        return read(what, text.orElseThrow());
    }

    /**
     * Reads manifests.
     *
     * @param what names the input, for example a file name; one that ends in {@code .json} is JSON
     * @param content the input, at most 1 MiB
     * @return the manifests in the order of the input, at least one
     * @throws InvalidInputException with every problem, if there is one
     */
    public static List<Manifest> read(String what, String content) {
        Problems problems = new Problems(what);
        List<Fields> documents = Documents.read(what, content, problems);
        List<Manifest> manifests = new ArrayList<>();
        Map<Object, Integer> linesByName = new HashMap<>();
        for (Fields document : documents) {
            manifest(document).ifPresent(manifest -> {
                Integer first = linesByName.putIfAbsent(name(manifest), document.line());
                if (first != null) {
                    problems.add("", document.line(), "declares the same object as the document on line " + first);
                }
                manifests.add(manifest);
            });
        }
        if (documents.isEmpty() && problems.count() == 0) {
            problems.add("", 0, "holds no manifest");
        }
        problems.throwIfAny();
        return List.copyOf(manifests);
    }

    private static Object name(Manifest manifest) {
        if (manifest instanceof NamespaceManifest namespace) {
            return List.of("Namespace", namespace.namespace().id());
        }
        if (manifest instanceof PlatformManifest platform) {
            return List.of(
                    "Platform", platform.platform().nsId(), platform.platform().name());
        }
        if (manifest instanceof OverrideManifest override) {
            return override.override().id();
        }
        return ((ClusterSpecManifest) manifest).clusterSpec().ref();
    }

    private static Optional<Manifest> manifest(Fields document) {
        document.parsed("apiVersion", version -> {
            if (!version.equals(API_VERSION)) {
                throw new IllegalArgumentException("must be " + API_VERSION + ", not \"" + version + "\"");
            }
            return version;
        });
        document.optionalObject("metadata");
        Optional<SpecReader> reader = document.parsed("kind", Manifests::reader);
        Optional<Fields> spec = document.object("spec");
        Optional<Manifest> manifest =
                reader.flatMap(kind -> spec.flatMap(kind::read)).map(Manifest.class::cast);
        return document.build(() -> manifest).flatMap(read -> read);
    }

    private static SpecReader reader(String kind) {
        return KINDS.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(kind.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the kind \"" + kind + "\" is not known" + Nearest.to(kind, KINDS.keySet())));
    }
}
