package io.replicante.core.view;

import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Truth;
import io.replicante.spec.datastore.Witness;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many of the nodes that work see a loss, too, and how many see that there is none. What one of them says may be old, or be due to
 * where it stands; so nobody's word counts against those of more others.
 *
 * @param confirm how many see it
 * @param deny how many see what is said to be lost at work
 */
public record Testimony(int confirm, int deny) {
    /**
     * What is said of a node.
     *
     * @param view the cluster
     * @param lost the node
     * @return the testimony; nobody's where the definition names no witnesses
     */
    public static Testimony of(ClusterView view, NodeView lost) {
        return of(view, Facts.of(view).subject(lost, Optional.empty()));
    }

    /**
     * What is said of a member that is no node we know.
     *
     * @param view the cluster
     * @param memberId how the datastore's own configuration calls it
     * @return the testimony; nobody's where the definition names no witnesses
     */
    public static Testimony of(ClusterView view, String memberId) {
        return of(view, Facts.of(view).subject(memberId));
    }

    private static Testimony of(ClusterView view, Facts facts) {
        List<Witness> named = view.definition()
                .toOptional()
                .map(DatastoreDefinition::witnesses)
                .orElse(List.of());
        int confirm = 0;
        int deny = 0;
        for (NodeView node : view.nodes().values()) {
            if (node.isUp() && !named.isEmpty()) {
                Map<String, Object> seen = facts.node(node).variables();
                List<Truth> words =
                        named.stream().map(each -> each.confirms().test(seen)).toList();
                boolean sees = words.stream().anyMatch(Truth::isTrue);
                confirm += sees ? 1 : 0;
                deny += !sees && words.stream().anyMatch(Truth::isFalse) ? 1 : 0;
            }
        }
        return new Testimony(confirm, deny);
    }

    /**
     * Whether it is confirmed.
     *
     * @return true when more see it than do not
     */
    public boolean confirms() {
        return confirm > deny;
    }

    /**
     * Whether it is denied.
     *
     * @return true when more see that there is none
     */
    public boolean denies() {
        return deny > confirm;
    }
}
