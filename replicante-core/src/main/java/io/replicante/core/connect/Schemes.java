package io.replicante.core.connect;

import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Who handles which scheme. Immutable. */
final class Schemes<T> {
    private final String what;
    private final Map<String, T> handlers;

    private Schemes(String what, Map<String, T> handlers) {
        this.what = what;
        this.handlers = Map.copyOf(handlers);
    }

    static <T> Schemes<T> of(String what, Collection<T> transports, Function<T, Set<String>> schemes) {
        Map<String, T> handlers = new HashMap<>();
        for (T transport : transports) {
            for (String scheme : schemes.apply(transport)) {
                if (handlers.putIfAbsent(scheme.toLowerCase(Locale.ROOT), transport) != null) {
                    throw new ConflictException("two " + what + " transports handle the scheme " + scheme);
                }
            }
        }
        return new Schemes<>(what, handlers);
    }

    T handlerOf(String address) {
        int colon = address.indexOf(':');
        String scheme = colon < 0 ? "" : address.substring(0, colon).toLowerCase(Locale.ROOT);
        T handler = handlers.get(scheme);
        if (handler == null) {
            throw new UnavailableException("no " + what + " transport handles the scheme '" + scheme + "' of " + address
                    + "; known are " + new TreeSet<>(handlers.keySet()));
        }
        return handler;
    }
}
