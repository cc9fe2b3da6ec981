package io.replicante.platform.process;

import io.replicante.spec.UnavailableException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Addresses of this platform: {@code process://<host>}, and {@code process://<host>/<cluster>/<node>} for an agent. */
final class ProcessAddress {
    static final String SCHEME = "process";

    private ProcessAddress() {}

    static String of(String host, String clusterId, String nodeId) {
        return SCHEME + "://" + host + "/" + segment(clusterId) + "/" + segment(nodeId);
    }

    static String host(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            throw new UnavailableException("the platform's URL " + url + " cannot be read", malformed);
        }
        return Optional.ofNullable(uri.getAuthority())
                .filter(authority -> SCHEME.equalsIgnoreCase(uri.getScheme()))
                .orElseThrow(() -> new UnavailableException(
                        "the platform's URL " + url + " is not of the form " + SCHEME + "://name"));
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
