package io.replicante.testkit;

/** The calls by which an engine reaches the world outside; the places where things go wrong. */
public enum Boundary {
    /** {@link io.replicante.store.Store#describe}. */
    STORE_DESCRIBE,
    /** {@link io.replicante.store.Store#now}. */
    STORE_NOW,
    /** {@link io.replicante.store.Store#load}. */
    STORE_LOAD,
    /** {@link io.replicante.store.Store#commit}. */
    STORE_COMMIT,
    /** {@link io.replicante.store.Store#list}. */
    STORE_LIST,
    /** {@link io.replicante.store.Store#claim}. */
    STORE_CLAIM,
    /** {@link io.replicante.store.Store#renew}. */
    STORE_RENEW,
    /** {@link io.replicante.store.Store#release}. */
    STORE_RELEASE,
    /** {@link io.replicante.store.Store#events}. */
    STORE_EVENTS,
    /** {@link io.replicante.store.Store#published}. */
    STORE_PUBLISHED,
    /** {@link io.replicante.store.Store#markPublished}. */
    STORE_MARK_PUBLISHED,
    /** {@link io.replicante.store.Store#pruneEvents}. */
    STORE_PRUNE_EVENTS,
    /** {@link io.replicante.stream.EventStream#publish}. */
    STREAM_PUBLISH,
    /** {@link io.replicante.stream.EventStream#subscribe}. */
    STREAM_SUBSCRIBE,
    /** The call of a subscriber's {@link io.replicante.stream.EventStream.EventHandler}. */
    STREAM_HANDLE,
    /** {@link io.replicante.spec.agent.AgentTransport#connect}. */
    AGENT_CONNECT,
    /** {@link io.replicante.spec.agent.Agent#node}. */
    AGENT_NODE,
    /** {@link io.replicante.spec.agent.Agent#store}. */
    AGENT_STORE,
    /** {@link io.replicante.spec.agent.Agent#shards}. */
    AGENT_SHARDS,
    /** {@link io.replicante.spec.agent.Agent#queuedActions}. */
    AGENT_QUEUED_ACTIONS,
    /** {@link io.replicante.spec.agent.Agent#finishedActions}. */
    AGENT_FINISHED_ACTIONS,
    /** {@link io.replicante.spec.agent.Agent#action}. */
    AGENT_ACTION,
    /** {@link io.replicante.spec.agent.Agent#schedule}. */
    AGENT_SCHEDULE,
    /** {@link io.replicante.spec.platform.PlatformTransport#connect}. */
    PLATFORM_CONNECT,
    /** {@link io.replicante.spec.platform.Platform#discover}. */
    PLATFORM_DISCOVER,
    /** {@link io.replicante.spec.platform.Platform#provision}. */
    PLATFORM_PROVISION,
    /** {@link io.replicante.spec.platform.Platform#deprovision}. */
    PLATFORM_DEPROVISION
}
