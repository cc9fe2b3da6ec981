/**
 * A platform that runs datastore nodes as child processes of the host, and the supervisor of those processes.
 *
 * <p>Nothing here may know a datastore by name: what is started comes from templates.
 */
@NullMarked
package io.replicante.platform.process;

import org.jspecify.annotations.NullMarked;
