/**
 * The embedded stream: {@link io.replicante.stream.memory.InMemoryEventStream}, a complete
 * {@link io.replicante.stream.EventStream} that needs no infrastructure and forgets everything with the process.
 *
 * <p>Nothing that another stream could use lives here.
 */
@NullMarked
package io.replicante.stream.memory;

import org.jspecify.annotations.NullMarked;
