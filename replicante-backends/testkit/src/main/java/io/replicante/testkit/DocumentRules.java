package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.WorkKey;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class DocumentRules extends StoreRules {
    /** Texts that are alike to many a database. */
    private static final List<String> ALIKE = List.of(
            "a",
            "A",
            "a ",
            " a",
            "\u00e4",
            "a\u0308",
            "\u00c4",
            "a%",
            "a_",
            "a'",
            "a\"",
            "a\\",
            "a/b",
            "a;--",
            "\u0430",
            "\ud83d\ude00",
            "");

    DocumentRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S1.1 a document is replaced whole, and only itself")
    void replacesWhole() {
        commit(Commit.to(SCOPE).put(document("a", "{\"x\":1,\"y\":2}")).put(document("b", "{}")));
        commit(Commit.to(scope("other")).put(document("a", "{\"other\":true}")));

        commit(Commit.to(SCOPE).put(document("a", "{\"x\":3}")));

        assertThat(body(SCOPE, "a")).contains("{\"x\":3}");
        assertThat(body(SCOPE, "b")).contains("{}");
        assertThat(body(scope("other"), "a")).contains("{\"other\":true}");
    }

    @Test
    @DisplayName("S1.1 a document is deleted by kind and id, and deleting what is not there is no error")
    void deletesByKindAndId() {
        commit(Commit.to(SCOPE).put(new Document("k1", "a", "{}")).put(new Document("k2", "a", "{}")));

        commit(Commit.to(SCOPE).delete("k1", "a").delete("k1", "unknown").delete("unknown", "a"));

        Snapshot snapshot = store.load(List.of(SCOPE));
        assertThat(snapshot.of(SCOPE, "k1")).isEmpty();
        assertThat(snapshot.of(SCOPE, "k2")).hasSize(1);
    }

    @Test
    @DisplayName("S8.3 a snapshot has the documents of the scopes asked for, in the order of kind and id")
    void loadsInOrder() {
        commit(Commit.to(SCOPE)
                .put(new Document("k2", "a", "{}"))
                .put(new Document("k1", "b", "{}"))
                .put(new Document("k1", "a", "{}")));
        commit(Commit.to(Scope.fleet()).put(new Document("k1", "f", "{}")));
        commit(Commit.to(scope("orders-2")).put(new Document("k1", "x", "{}")));

        Snapshot snapshot = store.load(List.of(SCOPE, Scope.fleet()));

        assertThat(snapshot.documents().get(SCOPE))
                .extracting(Document::key)
                .containsExactly(new Document.Key("k1", "a"), new Document.Key("k1", "b"), new Document.Key("k2", "a"));
        assertThat(snapshot.of(Scope.fleet(), "k1")).extracting(Document::id).containsExactly("f");
        assertThat(snapshot.revisions()).containsOnlyKeys(SCOPE, Scope.fleet());
        assertThat(snapshot.of(scope("orders-2"), "k1")).isEmpty();
    }

    @Test
    @DisplayName("S8.1 ids that are alike are apart")
    void idsAreExact() {
        Commit.Builder commit = Commit.to(SCOPE);
        ALIKE.forEach(id -> commit.put(document(id, "\"" + ALIKE.indexOf(id) + "\"")));
        commit(commit);

        assertThat(ALIKE).allSatisfy(id -> assertThat(body(SCOPE, id)).contains("\"" + ALIKE.indexOf(id) + "\""));
        assertThat(store.load(List.of(SCOPE)).of(SCOPE, "test")).hasSize(ALIKE.size());

        commit(Commit.to(SCOPE).delete("test", "a"));

        assertThat(store.load(List.of(SCOPE)).of(SCOPE, "test")).hasSize(ALIKE.size() - 1);
    }

    @Test
    @DisplayName("S8.1 scopes, work and keys that are alike are apart")
    void scopesAreExact() {
        List<String> names = ALIKE.stream().filter(name -> !name.isBlank()).toList();
        for (String name : names) {
            commit(Commit.to(new Scope("cluster/prod/" + name))
                    .put(document("a", "\"" + names.indexOf(name) + "\""))
                    .due(new WorkKey(WorkKey.Kind.CLUSTER, "prod/" + name), store.now()));
        }

        assertThat(names).allSatisfy(name -> {
            Scope scope = new Scope("cluster/prod/" + name);
            assertThat(revision(scope)).isEqualTo(1);
            assertThat(body(scope, "a")).contains("\"" + names.indexOf(name) + "\"");
        });
        assertThat(dueFor("a")).hasSize(names.size());
    }

    @Test
    @DisplayName("S8.2 the longest names are kept")
    void keepsLongNames() {
        ClusterRef longest = new ClusterRef("\u4e2d".repeat(256), "\u4e2d".repeat(256));
        String id = "\u4e2d".repeat(600);
        commit(Commit.to(Scope.of(longest))
                .put(new Document("k".repeat(64), id, "{}"))
                .due(WorkKey.of(longest), store.now())
                .reserve(reservation(id, id, 1)));

        assertThat(store.load(List.of(Scope.of(longest))).find(Scope.of(longest), "k".repeat(64), id))
                .isPresent();
        assertThat(dueFor("a")).containsExactly(WorkKey.of(longest));
        assertThat(isTaken(id, id)).isTrue();
    }

    @Test
    @DisplayName("S8.2 large documents come back as they were")
    void keepsLargeDocuments() {
        String ascii = "\"" + "0123456789abcdef".repeat(256 * 1024) + "\"";
        String wide = "\"" + "\u4e2d\ud83d\ude00\\n".repeat(500_000) + "\"";

        commit(Commit.to(SCOPE).put(document("ascii", ascii)).put(document("wide", wide)));

        assertThat(body(SCOPE, "ascii").orElseThrow().equals(ascii)).isTrue();
        assertThat(body(SCOPE, "wide").orElseThrow().equals(wide)).isTrue();
    }

    @Test
    @DisplayName("S8.2 a body comes back letter by letter, blanks and the order of its fields included")
    void keepsBodiesExactly() {
        String body = "{ \"z\" : 1.50,\n\t\"a\" : \"\\u0000 \\ud83d\\ude00 \ud83d\ude00 '' \\\\\", \"z2\":1e400 }";

        commit(Commit.to(SCOPE).put(document("a", body)));

        assertThat(body(SCOPE, "a")).contains(body);
    }
}
