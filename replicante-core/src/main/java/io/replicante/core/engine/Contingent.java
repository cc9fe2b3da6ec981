package io.replicante.core.engine;

import io.replicante.spec.event.NewEvent;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Reservation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A commit as it is if a share is had, and as it is if that is refused. Most of it is the same. Immutable. */
record Contingent(Commit had, Commit refused) {
    /** Adds what holds in both cases. What only one of them deletes is old and missed by nobody. */
    void addTo(Commit.Builder commit) {
        common(had.puts(), refused.puts()).forEach(commit::put);
        Set<Document.Key> deletes = new LinkedHashSet<>(had.deletes());
        deletes.addAll(refused.deletes());
        deletes.forEach(key -> commit.delete(key.kind(), key.id()));
        common(had.events(), refused.events()).forEach(commit::event);
    }

    Reservation.Depending ifHad() {
        return only(had, refused);
    }

    Reservation.Depending ifRefused() {
        return only(refused, had);
    }

    private static Reservation.Depending only(Commit one, Commit other) {
        List<Document> documents = one.puts().stream()
                .filter(document -> !other.puts().contains(document))
                .toList();
        List<NewEvent> events = one.events().stream()
                .filter(event -> !other.events().contains(event))
                .toList();
        return new Reservation.Depending(documents, events);
    }

    private static <T> List<T> common(List<T> one, List<T> other) {
        return one.stream().filter(other::contains).toList();
    }
}
