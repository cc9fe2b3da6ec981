package io.replicante.examples.server.api;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;

/** Measures requests by their route, which unlike paths are few; those that never get to a route too. Thread-safe. */
final class RequestMeters implements RequestLog {
    private static final String ROUTE = "io.replicante.route";
    private static final String NONE = "other";
    private static final int FAILED = 500;

    private final MeterRegistry meters;

    RequestMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void register(RoutesConfig routes) {
        routes.beforeMatched(
                context -> context.attribute(ROUTE, context.endpoints().matchedHttpEndpoint().path));
    }

    @Override
    public void log(Request request, Response response) {
        Object route = request.getAttribute(ROUTE);
        String path = route == null ? NONE : route.toString();
        // Whoever speaks no HTTP may have any word for a method.
        String method = route == null ? NONE : request.getMethod();
        int status = response.getStatus();
        meters.timer("replicore.request.durations", "method", method, "path", path, "status", Integer.toString(status))
                .record(NanoTime.since(request.getHeadersNanoTime()), TimeUnit.NANOSECONDS);
        if (status >= FAILED) {
            meters.counter("replicore.request.errors", "method", method, "path", path)
                    .increment();
        }
    }
}
