/** What a person configures, and how it is read. Nothing here opens or starts anything. */
@NullMarked
package io.replicante.examples.server.config;

import org.jspecify.annotations.NullMarked;
