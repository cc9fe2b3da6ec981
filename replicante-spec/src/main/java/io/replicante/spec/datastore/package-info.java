/**
 * What one datastore software <em>is</em>, written once and reused for every cluster: the datastore definition, its reader,
 * its conditions and the configuration formats it may name. Entry types: {@link io.replicante.spec.datastore.Definitions}
 * and {@link io.replicante.spec.datastore.DatastoreDefinition}.
 *
 * <p>Nothing here knows a particular datastore except the bundled definitions, which are YAML resources beside this code,
 * and the configuration formats. No decision about a cluster is made here.
 */
@NullMarked
package io.replicante.spec.datastore;

import org.jspecify.annotations.NullMarked;
