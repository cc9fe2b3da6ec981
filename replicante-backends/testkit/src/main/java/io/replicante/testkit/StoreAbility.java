package io.replicante.testkit;

/** What a store under test is able to do. All are taken for granted unless {@link StoreContract#lacks()} names them. */
public enum StoreAbility {
    /** {@link StoreContract#open()} opens the same data again. Without it, the store may not claim to survive a restart. */
    REOPEN,
    /** {@link StoreContract#setClockBack} can set the clock back that the store's time is taken from. */
    SET_CLOCK_BACK
}
