/** Clusters that only pretend, served over HTTP, and what a server that knows them by REST and HTTP alone does with them. */
@NullMarked
package io.replicante.examples.server.worlds;

import org.jspecify.annotations.NullMarked;
