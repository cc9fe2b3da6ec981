/**
 * The wire encoding of the Replicante protocol: each message read from JSON, tolerantly only where the protocol's own history
 * asks for it, and written in exactly the form that others read. Entry type:
 * {@link io.replicante.spec.protocol.Messages}.
 *
 * <p>What is stored has an encoding of its own, in {@link io.replicante.spec.json.Json}. No I/O lives here, but for the
 * command that checks messages.
 */
@NullMarked
package io.replicante.spec.protocol;

import org.jspecify.annotations.NullMarked;
