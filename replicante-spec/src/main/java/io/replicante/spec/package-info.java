/**
 * What a datastore, an agent, a platform and a desired state <em>are</em>: the vocabulary that every other module speaks.
 *
 * <p>This package holds only what all the others share: the exceptions. Nothing in {@code spec} performs I/O on its own,
 * knows a store, a stream or the engine.
 */
@NullMarked
package io.replicante.spec;

import org.jspecify.annotations.NullMarked;
