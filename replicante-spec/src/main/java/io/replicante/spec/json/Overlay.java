package io.replicante.spec.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lays one mapping over another, key by key. Stateless. */
final class Overlay {
    private Overlay() {}

    static Element.Mapping of(Element.Mapping upper, Element.Mapping base) {
        Set<String> said =
                upper.entries().stream().map(Element.Entry::key).collect(Collectors.toCollection(HashSet::new));
        List<Element.Entry> entries = new ArrayList<>();
        for (Element.Entry entry : upper.entries()) {
            entries.add(new Element.Entry(entry.line(), entry.key(), value(entry, base)));
        }
        base.entries().stream().filter(entry -> !said.contains(entry.key())).forEach(entries::add);
        return new Element.Mapping(upper.line(), entries);
    }

    private static Element value(Element.Entry upper, Element.Mapping base) {
        if (upper.value() instanceof Element.Mapping mapping) {
            for (Element.Entry entry : base.entries()) {
                if (entry.key().equals(upper.key()) && entry.value() instanceof Element.Mapping below) {
                    return of(mapping, below);
                }
            }
        }
        return upper.value();
    }
}
