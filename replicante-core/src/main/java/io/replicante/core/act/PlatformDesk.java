package io.replicante.core.act;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.connect.Platforms;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ProvisionOrder;
import io.replicante.core.state.Target;
import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformToken;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Asks platforms for machines and gives machines back. Not every platform knows a request again by its id: it is made once, and an
 * unknown outcome stays unknown. Thread-safe.
 */
final class PlatformDesk {
    private final Platforms platforms;
    private final BoundedCalls calls;

    PlatformDesk(Platforms platforms, BoundedCalls calls) {
        this.platforms = platforms;
        this.calls = calls;
    }

    /**
     * Sends a request. A deprovision is two: the listing that proves that the machine is still the one that was meant, and the
     * deprovision; each gets half of the time, so that a listing that hangs is never followed by a late deprovision.
     */
    Outcome send(Assignment assignment) {
        try {
            return assignment.intent().candidate().kind().equals(Candidate.PROVISION)
                    ? provision(assignment)
                    : deprovision(assignment);
        } catch (ConflictException | UnavailableException | UnsupportedException nothingDone) {
            return new Outcome.Refused("the platform did nothing: " + nothingDone.getMessage());
        } catch (RuntimeException unknown) {
            return new Outcome.Unknown("the platform may or may not have done it: " + unknown.getMessage());
        }
    }

    private Outcome provision(Assignment assignment) {
        Candidate candidate = assignment.intent().candidate();
        int wanted = candidate.effect().forms()
                ? 1
                : ProvisionOrder.of(candidate.args()).count();
        ProvisionRequest request = new ProvisionRequest(
                definition(assignment), wanted, candidate.group().orElse(""));
        ProvisionResponse response =
                ask(assignment, "provision", platform -> platform.provision(request, token(assignment)));
        if (response.count() < 1) {
            return new Outcome.Refused("the platform answered that it provisioned nothing");
        }
        int provided = (int) Math.min(response.count(), wanted);
        String which = response.nodeIds()
                .filter(ids -> !ids.isEmpty())
                .map(List::toString)
                .orElse(provided == 1 ? "a node" : provided + " nodes");
        return new Outcome.Accepted("the platform provisioned " + which, OptionalInt.of(provided));
    }

    private static ClusterDefinition definition(Assignment assignment) {
        ClusterDefinition declared = assignment
                .cluster()
                .declaration()
                .definition()
                .orElseThrow(() -> new UnsupportedException("the cluster has no definition to provision from"));
        if (!assignment.intent().candidate().effect().forms()) {
            return declared;
        }
        ObjectNode attributes = declared.attributes().deepCopy().put(ProvisionRequest.FORM, true);
        return new ClusterDefinition(
                attributes, declared.clusterId(), declared.store(), declared.storeVersion(), declared.nodes());
    }

    private Outcome deprovision(Assignment assignment) {
        Target target = assignment
                .intent()
                .candidate()
                .subject()
                .orElseThrow(() -> new UnsupportedException("the action names no node to give back"));
        String clusterId = assignment.cluster().ref().clusterId();
        Optional<DiscoveredNode> listed =
                find(ask(assignment, "discover", Platform::discover), clusterId, target.nodeId());
        if (listed.isEmpty()) {
            return new Outcome.Accepted("the platform does not list " + target.nodeId() + " any more");
        }
        String machine = listed.get().machine();
        if (!target.machine().equals(Optional.of(machine))) {
            return new Outcome.Refused(target.nodeId() + " is another machine now: " + machine + " instead of "
                    + target.machine().orElse("one that was never known"));
        }
        ask(assignment, "deprovision", platform -> {
            platform.deprovision(new DeprovisionRequest(clusterId, target.nodeId()), token(assignment));
            return true;
        });
        return new Outcome.Accepted("the platform gave back " + target.nodeId());
    }

    private static PlatformToken token(Assignment assignment) {
        return new PlatformToken(assignment.intent().id(), assignment.epoch());
    }

    private static Optional<DiscoveredNode> find(Discovery discovery, String clusterId, String nodeId) {
        List<DiscoveredNode> found = discovery.clusters().stream()
                .filter(cluster -> cluster.clusterId().equals(clusterId))
                .flatMap(cluster -> cluster.nodes().stream())
                .filter(node -> node.nodeId().equals(nodeId))
                .toList();
        if (found.size() > 1) {
            throw new UnsupportedException("the platform lists " + nodeId + " " + found.size() + " times");
        }
        return found.stream().findFirst();
    }

    private <T> T ask(Assignment assignment, String what, Function<Platform, T> question) {
        PlatformSpec spec = assignment
                .platform()
                .orElseThrow(() -> new UnsupportedException("the cluster's platform is not declared"));
        if (!spec.active()) {
            throw new UnsupportedException("platform " + spec.name() + " is declared inactive");
        }
        Duration atMost = assignment.intent().candidate().kind().equals(Candidate.PROVISION)
                ? assignment.atMost()
                : assignment.atMost().dividedBy(2);
        return calls.call(what + " at " + spec.name(), atMost, () -> {
            try (Platform platform = platforms.connect(spec)) {
                return question.apply(platform);
            }
        });
    }
}
