package io.replicante.core.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Remembers a bounded number of values and forgets the least recently used. Thread-safe. */
final class Recent<K, V> {
    private static final float LOAD = 0.75f;

    private final Map<K, V> values;

    Recent(int most) {
        values = new LinkedHashMap<>(16, LOAD, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized V get(K key, Function<K, V> create) {
        V known = values.get(key);
        if (known != null) {
            return known;
        }
        V created = create.apply(key);
        values.put(key, created);
        return created;
    }
}
