/**
 * The storage SPI: documents grouped by scope, work claimed under leases, fenced commits, events in an outbox.
 *
 * <p>A store knows nothing of datastores, safety or the meaning of a document; it promises atomicity, fencing and order. Whatever
 * gives documents their meaning lives in the engine.
 */
@NullMarked
package io.replicante.store;

import org.jspecify.annotations.NullMarked;
