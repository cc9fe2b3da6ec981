package io.replicante.spec.datastore;

import java.util.Objects;
import java.util.Optional;

/**
 * Who is a member of a cluster, and what a member does.
 *
 * @param configuration where the datastore's own configuration is read
 * @param votes how many votes a configured {@code member} has: a whole number
 * @param holdsData whether a member holds a copy: true or false
 * @param electable whether a member may become primary: true or false
 * @param incarnation the node attribute that changes whenever the datastore process restarts, if agents report one
 * @param storage whether a node that restarts still has its data
 * @param acknowledges whether a member's having a write counts for its acknowledgement: true or false
 * @param durableWhen for {@link Storage#REPORTED} the condition on {@code node} under which its storage is durable
 */
public record Members(
        ConfigurationSource configuration,
        Expression votes,
        Expression holdsData,
        Expression electable,
        Optional<String> incarnation,
        Storage storage,
        Expression acknowledges,
        Optional<Expression> durableWhen) {
    /** Whether a node that restarts still has its data. */
    public enum Storage {
        /** Yes: it comes back with its copy, or not at all. */
        DURABLE,
        /** It may come back empty, and vote. */
        VOLATILE,
        /** It depends on what the node reports; where that is not known, it is as if volatile. */
        REPORTED
    }

    /**
     * Where the datastore's own membership is read.
     *
     * @param from the store attribute that holds the configuration's text
     * @param version the store attribute that holds its version; an empty text where there is none, with {@link Views#ALL}
     * @param format how to read the text, a name that {@link ConfigurationFormat} knows
     * @param member the node attribute whose text is the node's id within the configuration
     * @param otherwise what holds while no member reports a configuration
     * @param views which of several reports counts
     */
    public record ConfigurationSource(
            String from, String version, String format, String member, Otherwise otherwise, Views views) {
        /** Which of several reports counts. */
        public enum Views {
            /** That with the newest version: the datastore agrees on each. */
            NEWEST,
            /** All of them, and only while they agree: each node has a view of its own, and there are no versions. */
            ALL
        }

        /** What holds while no member reports a configuration. */
        public enum Otherwise {
            /** Membership is not known. */
            UNKNOWN,
            /** Every node that ever said that it is in the cluster is a member. */
            OBSERVED
        }

        /** Refuses nulls. */
        public ConfigurationSource {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(format, "format");
            Objects.requireNonNull(member, "member");
            Objects.requireNonNull(otherwise, "otherwise");
            Objects.requireNonNull(views, "views");
            if (version.isEmpty() != (views == Views.ALL)) {
                throw new IllegalArgumentException("a configuration has a version, or all views of it have to agree");
            }
        }

        /**
         * A configuration with versions.
         *
         * @param from the store attribute that holds the configuration's text
         * @param version the store attribute that holds its version
         * @param format how to read the text
         * @param member the node attribute whose text is the node's id within the configuration
         * @param otherwise what holds while no member reports a configuration
         */
        public ConfigurationSource(String from, String version, String format, String member, Otherwise otherwise) {
            this(from, version, format, member, otherwise, Views.NEWEST);
        }
    }

    /** Refuses nulls. */
    public Members {
        Objects.requireNonNull(configuration, "configuration");
        Objects.requireNonNull(votes, "votes");
        Objects.requireNonNull(holdsData, "holdsData");
        Objects.requireNonNull(electable, "electable");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(acknowledges, "acknowledges");
        Objects.requireNonNull(durableWhen, "durableWhen");
        if (durableWhen.isPresent() != (storage == Storage.REPORTED)) {
            throw new IllegalArgumentException("storage that is reported, and no other, has a condition");
        }
    }

    /**
     * Members whose copies all count for acknowledgements.
     *
     * @param configuration where the datastore's own configuration is read
     * @param votes how many votes a configured {@code member} has
     * @param holdsData whether a member holds a copy
     * @param electable whether a member may become primary
     * @param incarnation the node attribute that changes whenever the datastore process restarts
     * @param storage whether a node that restarts still has its data
     */
    public Members(
            ConfigurationSource configuration,
            Expression votes,
            Expression holdsData,
            Expression electable,
            Optional<String> incarnation,
            Storage storage) {
        this(configuration, votes, holdsData, electable, incarnation, storage, holdsData, Optional.empty());
    }
}
