/**
 * What is observed of a cluster: nodes, shards, their roles and offsets, and the evidence for each.
 *
 * <p>Values only: nothing here does I/O, decides or refers to what is desired.
 */
@NullMarked
package io.replicante.spec.model;

import org.jspecify.annotations.NullMarked;
