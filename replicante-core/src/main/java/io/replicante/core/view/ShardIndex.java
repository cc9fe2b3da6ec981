package io.replicante.core.view;

import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a cluster by number, and which of them a node holds copies of, as nodes report them now or did last. There may be
 * hundreds of thousands of copies, and to look one's name up is the most expensive that is done with it: it is done once for all who
 * look at copies, when the first of them does. Immutable and thread-safe.
 */
public final class ShardIndex {
    private final Collection<NodeView> nodes;
    private final Optional<DatastoreDefinition> definition;
    private volatile @Nullable Numbered numbered;

    ShardIndex(Collection<NodeView> nodes, Optional<DatastoreDefinition> definition) {
        this.nodes = List.copyOf(nodes);
        this.definition = definition;
    }

    /**
     * The copies that a node holds: as it reports them, otherwise, or where it leaves some out, as it did last.
     *
     * @param node the node
     * @return the copies, if they were ever known
     */
    public static Optional<List<AgentShard>> copies(NodeView node) {
        return node.copiesRead() && node.observation().shards() instanceof Evidence.Known<ShardsInfo> read
                ? Optional.of(read.value().shards())
                : node.lastCopies();
    }

    /**
     * How many shards there are: their numbers are less than that.
     *
     * @return the count
     */
    public int size() {
        return numbered().ids.size();
    }

    /**
     * A shard as agents name it.
     *
     * @param shard its number
     * @return the id
     */
    public String id(int shard) {
        return numbered().ids.get(shard);
    }

    /**
     * The class of a shard.
     *
     * @param shard its number
     * @return the class; empty where the definition, if there is one, says nothing of the shard
     */
    public Optional<ShardClass> shardClass(int shard) {
        return numbered().classes.get(shard);
    }

    /**
     * What a node holds.
     *
     * @param nodeId the node
     * @return its copies; none of a node that is not known
     */
    public Held of(String nodeId) {
        return numbered().byNode.getOrDefault(nodeId, Held.NOTHING);
    }

    private Numbered numbered() {
        Numbered known = numbered;
        if (known == null) {
            known = new Numbered(nodes, definition);
            numbered = known;
        }
        return known;
    }

    /** The copies that a node holds, in the order in which it reports them, each with the number of its shard and its role. */
    public static final class Held {
        private static final Held NOTHING = new Held(List.of());

        private final List<AgentShard> copies;
        private final int[] shards;
        private final ShardRole.@Nullable Kind[] roles;

        private Held(List<AgentShard> copies) {
            this.copies = copies;
            shards = new int[copies.size()];
            roles = new ShardRole.@Nullable Kind[copies.size()];
        }

        private void set(int place, int shard, Optional<ShardRole> role) {
            shards[place] = shard;
            roles[place] = role.isPresent() ? role.get().kind() : null;
        }

        /**
         * How many copies it holds.
         *
         * @return the count
         */
        public int size() {
            return shards.length;
        }

        /**
         * One copy.
         *
         * @param place which, less than {@link #size()}
         * @return the copy
         */
        public AgentShard copy(int place) {
            return copies.get(place);
        }

        /**
         * The number of one copy's shard.
         *
         * @param place which, less than {@link #size()}
         * @return the number
         */
        public int shard(int place) {
            return shards[place];
        }

        /**
         * Whether one copy has a role. Told without looking at the copy itself, which lies somewhere in memory.
         *
         * @param place which, less than {@link #size()}
         * @param kind the role
         * @return true when its agent reports that one
         */
        public boolean is(int place, ShardRole.Kind kind) {
            return roles[place] == kind;
        }

        /**
         * Whether any copy has a role.
         *
         * @param kind the role
         * @return true when the agent reports that one of at least one copy
         */
        public boolean hasAny(ShardRole.Kind kind) {
            for (int place = 0; place < roles.length; place++) {
                if (is(place, kind)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** What there is after one pass over all copies. Not changed once it is built. */
    private static final class Numbered {
        private final List<String> ids = new ArrayList<>();
        private final List<Optional<ShardClass>> classes = new ArrayList<>();
        private final Map<String, Held> byNode = new HashMap<>();

        Numbered(Collection<NodeView> nodes, Optional<DatastoreDefinition> definition) {
            int copies = 0;
            for (NodeView node : nodes) {
                copies += copies(node).map(List::size).orElse(0);
            }
            // Most shards have several copies: a table with room for all of them would be looked up more slowly.
            Map<String, Integer> numbers = new HashMap<>(copies / 2);
            nodes.forEach(node -> byNode.put(node.nodeId(), held(node, numbers, definition)));
        }

        private Held held(NodeView node, Map<String, Integer> numbers, Optional<DatastoreDefinition> definition) {
            List<AgentShard> copies = copies(node).orElse(List.of());
            Held held = new Held(copies);
            for (int place = 0; place < copies.size(); place++) {
                AgentShard copy = copies.get(place);
                Integer known = numbers.get(copy.id());
                held.set(place, known == null ? begin(copy.id(), numbers, definition) : known, copy.role());
            }
            return held;
        }

        private int begin(String id, Map<String, Integer> numbers, Optional<DatastoreDefinition> definition) {
            int number = ids.size();
            numbers.put(id, number);
            ids.add(id);
            classes.add(definition.flatMap(known -> known.shardClass(id)));
            return number;
        }
    }
}
