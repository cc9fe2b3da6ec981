package io.replicante.spec.json;

/** One desired object, as it was written down. Immutable. */
public sealed interface Manifest permits NamespaceManifest, PlatformManifest, ClusterSpecManifest, OverrideManifest {}
