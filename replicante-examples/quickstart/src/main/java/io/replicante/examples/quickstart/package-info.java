/**
 * A host application that builds a ZooKeeper ensemble, loses a server and heals it.
 *
 * <p>It only uses what any host may use; nothing of the library may live here.
 */
@NullMarked
package io.replicante.examples.quickstart;

import org.jspecify.annotations.NullMarked;
