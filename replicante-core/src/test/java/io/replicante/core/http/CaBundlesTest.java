package io.replicante.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.UnavailableException;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CaBundlesTest {
    private static final Duration KEEP = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void readsABundleAgainOnlyAfterAWhile() {
        CaBundles bundles = new CaBundles(this::declared, nanos::get, KEEP);

        assertThat(bundles.apply("shop")).contains("PEM 1");
        nanos.set(KEEP.toNanos() - 1);
        assertThat(bundles.apply("shop")).contains("PEM 1");
        nanos.set(KEEP.toNanos());
        assertThat(bundles.apply("shop")).contains("PEM 2");
        assertThat(bundles.apply("bank")).contains("PEM 3");
    }

    @Test
    void knowsNoBundleOfANamespaceThatIsNotDeclared() {
        assertThat(new CaBundles(nsId -> Optional.empty(), nanos::get, KEEP).apply("shop"))
                .isEmpty();
    }

    @Test
    void trustsNobodyInsteadWhenTheStoreDoesNotAnswer() {
        CaBundles bundles = new CaBundles(
                nsId -> {
                    throw new UnavailableException("no store");
                },
                nanos::get,
                KEEP);

        assertThatThrownBy(() -> bundles.apply("shop")).hasMessage("no store");
    }

    private Optional<Namespace> declared(String nsId) {
        Namespace.Tls tls = new Namespace.Tls(Optional.of("PEM " + reads.incrementAndGet()));
        return Optional.of(new Namespace(nsId, NamespaceStatus.ACTIVE, tls, Namespace.Settings.DEFAULT));
    }
}
