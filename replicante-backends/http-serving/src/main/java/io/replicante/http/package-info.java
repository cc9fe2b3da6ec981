/**
 * Serves small HTTP APIs: what the served agents and platforms share.
 *
 * <p>Begin at {@link io.replicante.http.HttpListener}. What the paths of an API are and what they answer belongs to its module.
 */
@NullMarked
package io.replicante.http;

import org.jspecify.annotations.NullMarked;
