package io.replicante.spec.datastore;

import io.replicante.spec.agent.ActionKinds;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a datastore software is: all that the engine ever learns about it. Immutable and thread-safe.
 *
 * @param name names the definition
 * @param title what people call the software
 * @param sources where its facts were taken from
 * @param stores the {@code store_id} values of agents that it covers; none: only where a declaration names it
 * @param versions the versions that it was written for
 * @param shardClasses the kinds of shards; the first that matches a shard's id counts
 * @param members who is a member and what a member does
 * @param failover what happens when a primary goes
 * @param membership how a cluster begins and how small it may be
 * @param capacity how room for data is known
 * @param failureDomain the node attribute that names what fails together, if there is one
 * @param witnesses facts by which others confirm that a node is gone
 * @param actions what nodes can be asked to do, by kind
 * @param checks findings that only this software has
 * @param upkeep what must be known to change a cluster bit by bit
 * @param reports what agents report beside what every agent does; empty: nothing is said of that
 * @param signs what nodes show of themselves, for findings that every software may have
 */
public record DatastoreDefinition(
        String name,
        String title,
        List<String> sources,
        Set<String> stores,
        VersionRange versions,
        List<ShardClass> shardClasses,
        Members members,
        Failover failover,
        Membership membership,
        Capacity capacity,
        Optional<String> failureDomain,
        List<Witness> witnesses,
        Map<String, ActionDefinition> actions,
        List<DefinitionCheck> checks,
        Upkeep upkeep,
        Optional<Reports> reports,
        Signs signs) {

    /** Refuses nulls, copies the collections. */
    public DatastoreDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        sources = List.copyOf(sources);
        stores = Collections.unmodifiableSet(new TreeSet<>(stores));
        Objects.requireNonNull(versions, "versions");
        shardClasses = List.copyOf(shardClasses);
        Objects.requireNonNull(members, "members");
        Objects.requireNonNull(failover, "failover");
        Objects.requireNonNull(membership, "membership");
        Objects.requireNonNull(capacity, "capacity");
        Objects.requireNonNull(failureDomain, "failureDomain");
        witnesses = List.copyOf(witnesses);
        actions = Collections.unmodifiableMap(new TreeMap<>(actions));
        checks = List.copyOf(checks);
        Objects.requireNonNull(upkeep, "upkeep");
        Objects.requireNonNull(reports, "reports");
        Objects.requireNonNull(signs, "signs");
    }

    /**
     * A definition that does not say what agents report, or nodes show.
     *
     * @param name names the definition
     * @param title what people call the software
     * @param sources where its facts were taken from
     * @param stores the {@code store_id} values of agents that it covers
     * @param versions the versions that it was written for
     * @param shardClasses the kinds of shards
     * @param members who is a member and what a member does
     * @param failover what happens when a primary goes
     * @param membership how a cluster begins and how small it may be
     * @param capacity how room for data is known
     * @param failureDomain the node attribute that names what fails together
     * @param witnesses facts by which others confirm that a node is gone
     * @param actions what nodes can be asked to do, by kind
     * @param checks findings that only this software has
     * @param upkeep what must be known to change a cluster bit by bit
     */
    public DatastoreDefinition(
            String name,
            String title,
            List<String> sources,
            Set<String> stores,
            VersionRange versions,
            List<ShardClass> shardClasses,
            Members members,
            Failover failover,
            Membership membership,
            Capacity capacity,
            Optional<String> failureDomain,
            List<Witness> witnesses,
            Map<String, ActionDefinition> actions,
            List<DefinitionCheck> checks,
            Upkeep upkeep) {
        this(
                name,
                title,
                sources,
                stores,
                versions,
                shardClasses,
                members,
                failover,
                membership,
                capacity,
                failureDomain,
                witnesses,
                actions,
                checks,
                upkeep,
                Optional.empty(),
                Signs.NONE);
    }

    /**
     * A definition that says nothing of upkeep.
     *
     * @param name names the definition
     * @param title what people call the software
     * @param sources where its facts were taken from
     * @param stores the {@code store_id} values of agents that it covers; none: only where a declaration names it
     * @param versions the versions that it was written for
     * @param shardClasses the kinds of shards
     * @param members who is a member and what a member does
     * @param failover what happens when a primary goes
     * @param membership how a cluster begins and how small it may be
     * @param capacity how room for data is known
     * @param failureDomain the node attribute that names what fails together
     * @param witnesses facts by which others confirm that a node is gone
     * @param actions what nodes can be asked to do, by kind
     * @param checks findings that only this software has
     */
    public DatastoreDefinition(
            String name,
            String title,
            List<String> sources,
            Set<String> stores,
            VersionRange versions,
            List<ShardClass> shardClasses,
            Members members,
            Failover failover,
            Membership membership,
            Capacity capacity,
            Optional<String> failureDomain,
            List<Witness> witnesses,
            Map<String, ActionDefinition> actions,
            List<DefinitionCheck> checks) {
        this(
                name,
                title,
                sources,
                stores,
                versions,
                shardClasses,
                members,
                failover,
                membership,
                capacity,
                failureDomain,
                witnesses,
                actions,
                checks,
                Upkeep.NONE);
    }

    /**
     * The class of a shard.
     *
     * @param shardId the shard as agents name it
     * @return the first class that matches, or empty when the definition says nothing about this shard
     */
    public Optional<ShardClass> shardClass(String shardId) {
        for (ShardClass each : shardClasses) {
            if (each.matches(shardId)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /**
     * What is said about a kind of action.
     *
     * @param kind the kind
     * @return its definition, or empty when nothing is said
     */
    public Optional<ActionDefinition> action(String kind) {
        return Optional.ofNullable(actions.get(kind));
    }

    /**
     * What an action of a kind may do to the data.
     *
     * @param kind the kind, described here or not
     * @return the footprint; nothing at all for the agents' own test kinds, the worst where nothing is said
     */
    public Footprint footprint(String kind) {
        if (ActionKinds.isTest(kind)) {
            return Footprint.EMPTY;
        }
        return action(kind).map(ActionDefinition::footprint).orElse(Footprint.WORST);
    }
}
