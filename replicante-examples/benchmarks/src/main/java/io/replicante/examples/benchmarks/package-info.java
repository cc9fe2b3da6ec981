/**
 * Benchmarks, each beside something that does the like. Nothing here is tested or shipped.
 */
@NullMarked
package io.replicante.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
