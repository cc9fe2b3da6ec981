package io.replicante.core.gate;

import io.replicante.core.view.NodeView;
import io.replicante.core.view.ShardIndex;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The copies of one shard, and once they were read what they come to. Thread-safe once the index is built, since reading twice comes
 * to the same.
 */
final class Holders {
    /** The place of what is not asked for. */
    static final int UNASKED = -1;

    private final ReplicaIndex index;
    private final String name;
    private final ShardClass shardClass;
    private final int place;
    private volatile @Nullable Evidence<Copies> state;

    /**
     * A node, as far as its copies are concerned.
     *
     * @param node the node
     * @param held its copies
     * @param number which of all nodes it is, from 0
     * @param domain its failure domain; empty when it is not known though others are
     * @param fresh whether its copies were read in this cycle
     * @param isUp whether they were, and it does its work
     * @param isStale whether it claims a place that another one has since: then it is no copy, whatever set it is listed in
     * @param isUnbelieved whether it claims to be the primary of what all share and is no configured voter, or is contested
     * @param acknowledges whether its having a write counts for the write's acknowledgement: who is no configured member may be one
     *     that counts
     */
    record Host(
            NodeView node,
            ShardIndex.Held held,
            int number,
            Optional<String> domain,
            boolean fresh,
            boolean isUp,
            boolean isStale,
            boolean isUnbelieved,
            boolean acknowledges) {}

    /**
     * One copy.
     *
     * @param host where it is
     * @param at which of the node's copies it is
     * @param leads whether its role is that of a primary
     * @param follows whether its role is that of a secondary
     */
    record Holder(Host host, int at, boolean leads, boolean follows) {
        /** The copy as the node reports it, which lies somewhere in memory. */
        AgentShard shard() {
            return host.held().copy(at);
        }

        NodeView node() {
            return host.node();
        }

        boolean fresh() {
            return host.fresh();
        }

        /** Nobody believes a claim of who is no configured voter; nor is it proven to be wrong, unless nobody can write there. */
        boolean claimsUnbelieved() {
            return leads
                    && host.fresh()
                    && host.isUnbelieved()
                    && !host.isStale()
                    && !host.node().isSpare();
        }

        boolean isPrimary() {
            return leads && !host.isStale() && !host.isUnbelieved();
        }
    }

    Holders(ReplicaIndex index, String name, ShardClass shardClass, int place) {
        this.index = index;
        this.name = name;
        this.shardClass = shardClass;
        this.place = place;
    }

    /** Which of all shards whose copies are asked for it is. */
    int place() {
        return place;
    }

    String name() {
        return name;
    }

    ShardClass shardClass() {
        return shardClass;
    }

    /** The copies, laid out anew each time: whoever looks at all shards has them at hand one shard after the other. */
    List<Holder> list() {
        return index.list(place);
    }

    /** The shard with its copies; why it is unknown otherwise. */
    Evidence<Copies> state(CopiesReading reading) {
        Evidence<Copies> read = state;
        if (read == null) {
            read = reading.read(this);
            state = read;
        }
        return read;
    }
}
