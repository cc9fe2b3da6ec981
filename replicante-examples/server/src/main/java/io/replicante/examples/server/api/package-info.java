/** The REST API: reads requests, asks the engine, writes answers. Every decision is the engine's. */
@NullMarked
package io.replicante.examples.server.api;

import org.jspecify.annotations.NullMarked;
