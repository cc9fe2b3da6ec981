/**
 * What the control plane shows of clusters: nodes, shards, actions, reports and the view that puts them together, in the form
 * of the Replicante protocol.
 *
 * <p>These are records for people and programs outside; no decision is taken from them.
 */
@NullMarked
package io.replicante.spec.report;

import org.jspecify.annotations.NullMarked;
