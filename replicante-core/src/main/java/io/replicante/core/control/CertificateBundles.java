package io.replicante.core.control;

import io.replicante.spec.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the certificates of authorities that manifests bring. A bundle that nobody can read would cut off every agent that
 * it is for, and say so far away from where it was written. Stateless.
 */
final class CertificateBundles {
    private CertificateBundles() {}

    static List<Problem> problems(ManifestBatch batch) {
        List<Problem> problems = new ArrayList<>();
        batch.namespaces()
                .forEach((place, namespace) -> fault(namespace.tls().caBundle())
                        .ifPresent(fault -> problems.add(new Problem(place + ".tls.ca_bundle", 0, fault))));
        batch.platforms()
                .forEach((place, platform) -> fault(platform.tls().caBundle())
                        .ifPresent(fault -> problems.add(new Problem(place + ".url.tls_ca_bundle", 0, fault))));
        return problems;
    }

    private static Optional<String> fault(Optional<String> bundle) {
        return bundle.filter(pem -> !holdsCertificates(pem)).map(pem -> "must hold certificates in PEM");
    }

    private static boolean holdsCertificates(String pem) {
        byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .isEmpty();
        } catch (CertificateException unreadable) {
            return false;
        }
    }
}
