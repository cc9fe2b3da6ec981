/**
 * Serves any {@link io.replicante.spec.platform.Platform} over HTTP. Begin at
 * {@link io.replicante.platform.http.PlatformServer}.
 *
 * <p>Nothing here knows a particular platform.
 */
@NullMarked
package io.replicante.platform.http;

import org.jspecify.annotations.NullMarked;
