package io.replicante.examples.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.Replicante;
import io.replicante.core.control.DesiredState;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.protocol.Messages;
import java.util.Comparator;
import java.util.List;

/** Namespaces, platforms and cluster specifications, as they were declared. Thread-safe. */
final class DesiredApi {
    private static final String LIST = "/api/v0/list/replicante.io/v0/";
    private static final String NAMESPACE = "/api/v0/object/replicante.io/v0/namespace/{ns}";
    private static final String PLATFORM = "/api/v0/object/replicante.io/v0/platform/{ns}/{name}";
    private static final String CLUSTER = "/api/v0/object/replicante.io/v0/clusterspec/{ns}/{cluster}";

    private final Replicante engine;
    private final DesiredState desired;

    DesiredApi(Replicante engine) {
        this.engine = engine;
        desired = engine.desired();
    }

    void register(RoutesConfig routes) {
        routes.get(LIST + "namespace", this::namespaces);
        routes.get(LIST + "platform/{ns}", this::platforms);
        routes.get(LIST + "clusterspec/{ns}", this::clusters);
        routes.get(
                NAMESPACE,
                context -> Answers.found(
                        context, desired.namespace(Requests.namespace(context)), Messages.NAMESPACE::tree));
        routes.get(
                PLATFORM,
                context -> Answers.found(context, desired.platform(platform(context)), Messages.PLATFORM::tree));
        routes.get(
                CLUSTER,
                context -> Answers.found(
                        context, desired.cluster(Requests.cluster(context)), Messages.CLUSTER_SPEC::tree));
        routes.delete(NAMESPACE, context -> {
            desired.deleteNamespace(Requests.namespace(context), Requests.actor(context));
            Answers.done(context);
        });
        routes.delete(PLATFORM, context -> {
            desired.deletePlatform(platform(context), Requests.actor(context));
            Answers.done(context);
        });
        routes.delete(CLUSTER, context -> {
            desired.deleteCluster(Requests.cluster(context), Requests.actor(context));
            Answers.done(context);
        });
        routes.post(PLATFORM + "/discover", this::discover);
        routes.get(PLATFORM + "/discover", this::discover);
    }

    private static PlatformRef platform(Context context) {
        return new PlatformRef(Requests.namespace(context), Requests.name(context, "name"));
    }

    private void namespaces(Context context) {
        List<Namespace> sorted = desired.namespaces().stream()
                .sorted(Comparator.comparing(Namespace::id))
                .toList();
        Answers.items(context, sorted, each -> Items.of(Messages.NAMESPACE.tree(each), "id", "status"));
    }

    private void platforms(Context context) {
        List<PlatformSpec> sorted = desired.platforms(Requests.namespace(context)).stream()
                .sorted(Comparator.comparing(PlatformSpec::name))
                .toList();
        Answers.items(context, sorted, each -> Items.of(Messages.PLATFORM.tree(each), "active", "name", "ns_id"));
    }

    private void clusters(Context context) {
        List<ClusterSpec> sorted = desired.clusters(Requests.namespace(context)).stream()
                .sorted(Comparator.comparing(ClusterSpec::ref))
                .toList();
        Answers.items(
                context, sorted, each -> Items.of(Messages.CLUSTER_SPEC.tree(each), "ns_id", "cluster_id", "active"));
    }

    private void discover(Context context) {
        if (engine.summons().discover(platform(context))) {
            Answers.done(context);
        } else {
            Answers.absent(context);
        }
    }
}
