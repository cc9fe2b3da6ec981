package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.InvalidInputException;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Page;
import io.replicante.store.Query;
import io.replicante.store.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ListRules extends StoreRules {
    ListRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S8.4 a list has the documents of one kind in the order of scope and id")
    void listsInOrder() {
        put("b", "2");
        put("a", "2");
        put("b", "1");
        commit(Commit.to(scope("a")).put(new Document("other", "3", "{}")));

        assertThat(list("", 10)).containsExactly("a 2", "b 1", "b 2");
    }

    @Test
    @DisplayName("S8.4 a prefix is taken as it is")
    void prefixIsExact() {
        put("a_b", "1");
        put("aXb", "1");
        put("A_b", "1");
        put("a%", "1");
        put("a_bc", "1");
        commit(Commit.to(Scope.namespace("prod")).put(document("1", "{}")));

        assertThat(list("cluster/prod/a_b", 10)).containsExactlyInAnyOrder("a_b 1", "a_bc 1");
        assertThat(list("cluster/prod/a%", 10)).containsExactly("a% 1");
        assertThat(list("cluster/prod/zzz", 10)).isEmpty();
        assertThat(list("cluster/", 10)).hasSize(5);
    }

    @Test
    @DisplayName("S8.6 parts follow one another until there are no more")
    void pagesToTheEnd() {
        for (String id : List.of("1", "2", "3", "4")) {
            put("a", id);
        }

        Page<Query.Hit> first = store.list(query(Optional.empty(), 2));
        Page<Query.Hit> second = store.list(query(first.next(), 2));

        assertThat(names(first)).containsExactly("a 1", "a 2");
        assertThat(names(second)).containsExactly("a 3", "a 4");
        assertThat(second.next()).isEmpty();
        assertThat(store.list(query(first.next(), 1)).next()).isPresent();
        assertThat(list("", 1)).containsExactly("a 1", "a 2", "a 3", "a 4");
    }

    @Test
    @DisplayName("S8.5 what comes and goes between two parts makes nothing else be missed or come twice")
    void pagingIsStable() {
        for (String id : List.of("2", "4", "6", "8")) {
            put("m", id);
        }
        Page<Query.Hit> first = store.list(query(Optional.empty(), 2));
        commit(Commit.to(scope("m")).delete("test", "4").delete("test", "2").delete("test", "8"));
        put("m", "1");
        put("m", "7");
        put("a", "1");
        put("z", "1");

        List<String> rest = names(store.list(query(first.next(), 100)));

        assertThat(names(first)).containsExactly("m 2", "m 4");
        assertThat(rest).containsExactly("m 6", "m 7", "z 1");
    }

    @Test
    @DisplayName("S8.5 every document is listed once, whatever letters its id has")
    void pagesThroughAnyLetters() {
        List<String> ids = List.of("", ":", "1:", "a/b", "A", "a", "a'", "\u00e4", "\u4e2d", "\ud83d\ude00", "\uff5e");
        ids.forEach(id -> put("c", id));
        ids.forEach(id -> put("c\u4e2d:7", id));

        assertThat(list("", 1)).hasSize(2 * ids.size()).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("S8.6 what is not the next of a part is refused")
    void refusesInventedPlaces() {
        put("a", "1");

        assertThatThrownBy(() -> store.list(query(Optional.of("no such place"), 10)))
                .isInstanceOf(InvalidInputException.class);
    }

    private void put(String cluster, String id) {
        commit(Commit.to(new Scope("cluster/prod/" + cluster)).put(document(id, "{}")));
    }

    private List<String> list(String prefix, int limit) {
        List<String> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Query.Hit> page = store.list(new Query("test", prefix, after, limit));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            found.addAll(names(page));
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    private static Query query(Optional<String> after, int limit) {
        return new Query("test", "", after, limit);
    }

    private static List<String> names(Page<Query.Hit> page) {
        return page.items().stream()
                .map(hit -> hit.scope().value().replace("cluster/prod/", "") + " "
                        + hit.document().id())
                .toList();
    }
}
