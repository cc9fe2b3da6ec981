package io.replicante.http;

import java.util.Optional;

/** One HTTP call. Confined to the thread that answers it. */
public interface Call {
    /**
     * The method.
     *
     * @return in upper case
     */
    String method();

    /**
     * The path.
     *
     * @return decoded, beginning with a slash
     */
    String path();

    /**
     * A header.
     *
     * @param name its name, in whatever case
     * @return the value of the first one of this name; empty when there is none
     */
    Optional<String> header(String name);

    /**
     * The whole body, which says that it is JSON.
     *
     * @return its bytes
     * @throws RefusedBodyException if it does not say so, is too large or does not arrive in time
     */
    byte[] json();
}
