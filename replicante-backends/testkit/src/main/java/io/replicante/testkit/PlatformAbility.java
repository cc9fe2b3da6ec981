package io.replicante.testkit;

/** What a platform under test is able to do. All are taken for granted unless {@link PlatformContract#lacks()} names them. */
public enum PlatformAbility {
    /** {@link PlatformContract#kill} can end a node from outside. */
    KILL,
    /** {@link PlatformContract#restart} can restart what answers the platform's calls. */
    RESTART
}
