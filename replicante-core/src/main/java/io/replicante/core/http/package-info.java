/**
 * Reaches agents and platforms that speak the Replicante protocol over HTTP.
 *
 * <p>Begin at {@link io.replicante.core.http.HttpClients}: it holds the connections that both transports share. Every call is
 * bounded in time and in the size of its answer, nothing is sent twice that could do harm, and whatever a server answers
 * becomes a value or one of the errors that the contracts of agents and platforms name. What the answers mean is not judged
 * here.
 */
@NullMarked
package io.replicante.core.http;

import org.jspecify.annotations.NullMarked;
