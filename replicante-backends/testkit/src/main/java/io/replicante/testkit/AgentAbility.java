package io.replicante.testkit;

/** What an agent under test is able to do. All are taken for granted unless {@link AgentContract#lacks()} names them. */
public enum AgentAbility {
    /** It understands an {@link io.replicante.spec.agent.ActionToken}. Without it, what a token forbids is carried out. */
    TOKENS,
    /** {@link AgentContract#connectToHanging()} can produce a node that never answers. */
    HANG
}
