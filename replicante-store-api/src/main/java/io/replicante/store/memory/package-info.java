/**
 * The embedded store: {@link io.replicante.store.memory.InMemoryStore}, a complete {@link io.replicante.store.Store} that
 * needs no infrastructure and forgets everything with the process.
 *
 * <p>Nothing that another store could use lives here.
 */
@NullMarked
package io.replicante.store.memory;

import org.jspecify.annotations.NullMarked;
