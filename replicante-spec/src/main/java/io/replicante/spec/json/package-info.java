/**
 * Reading and writing: the one configured JSON mapper, and strict reading of what people write, in YAML or JSON, with every
 * problem at its place. Entry types: {@link io.replicante.spec.json.Json} and {@link io.replicante.spec.json.Manifests}.
 *
 * <p>What is read is only checked in itself; whether what it refers to exists is not decided here. Nothing here opens files
 * or connections.
 */
@NullMarked
package io.replicante.spec.json;

import org.jspecify.annotations.NullMarked;
