/**
 * A thin host of the engine: reads a configuration, wires the engine, and shows it as a REST API. It decides nothing.
 *
 * <p>Begin with {@link io.replicante.examples.server.Server}.
 */
@NullMarked
package io.replicante.examples.server;

import org.jspecify.annotations.NullMarked;
