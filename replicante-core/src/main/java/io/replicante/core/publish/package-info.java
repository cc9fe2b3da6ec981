/**
 * Carries committed events from the outbox to the stream, key by key.
 *
 * <p>Events are made elsewhere; nothing is filtered or changed here.
 */
@NullMarked
package io.replicante.core.publish;

import org.jspecify.annotations.NullMarked;
