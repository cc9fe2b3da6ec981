package io.replicante.agent.http;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.replicante.http.Answer;
import io.replicante.http.Call;
import io.replicante.http.Endpoint;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.protocol.Messages;
import java.util.Map;
import java.util.function.Function;

/** The paths of an agent. Thread-safe. */
final class AgentApi implements Endpoint {
    private static final String PREFIX = "/api/unstable";
    private static final String METRICS = "/metrics";
    private static final String ACTION = "/action/";
    private static final String GET = "GET";
    /** The protocol knows no pages; the original lists no more than this. */
    private static final int LIST_CAP = 50;

    private final Agent agent;
    private final ActionDesk actions;
    private final PrometheusMeterRegistry meters;
    private final Map<String, Function<Agent, byte[]>> readings = Map.of(
            "/info/node", agent -> Messages.AGENT_NODE.bytes(agent.node()),
            "/info/store", agent -> Messages.AGENT_STORE_EXTRAS.bytes(agent.store()),
            "/info/shards", agent -> Messages.SHARDS_INFO.bytes(agent.shards()),
            "/actions/queue", agent -> list(agent.queuedActions()),
            "/actions/finished", agent -> list(agent.finishedActions()));

    AgentApi(Agent agent, ActionDesk actions, PrometheusMeterRegistry meters) {
        this.agent = agent;
        this.actions = actions;
        this.meters = meters;
    }

    @Override
    public Answer answer(Call call) {
        if (call.path().equals(METRICS)) {
            return call.method().equals(GET)
                    ? Answer.text(Answer.OK, meters.scrape())
                    : Answer.empty(Answer.METHOD_NOT_ALLOWED);
        }
        String path = call.path().startsWith(PREFIX) ? call.path().substring(PREFIX.length()) : "";
        String route = route(call.method(), path);
        if (route.isEmpty()) {
            return Answer.empty(Answer.NOT_FOUND);
        }
        return timed(call, route, path);
    }

    /** The name of the path among our metrics; empty when there is no such path, or not for the method. */
    private String route(String method, String path) {
        if (method.equals("POST")) {
            return path.equals("/action") || path.equals(ACTION) ? "/action" : "";
        }
        if (!method.equals(GET)) {
            return "";
        }
        boolean isAction = path.startsWith(ACTION) && path.indexOf('/', ACTION.length()) < 0;
        return readings.containsKey(path) ? path : isAction && path.length() > ACTION.length() ? "/action/{id}" : "";
    }

    private Answer timed(Call call, String route, String path) {
        Timer.Sample sample = Timer.start(meters);
        int status = Answer.INTERNAL_ERROR;
        try {
            Answer answer = dispatch(call, path);
            status = answer.status();
            return answer;
        } finally {
            sample.stop(meters.timer(
                    "repliagent.request.durations",
                    "method",
                    call.method(),
                    "path",
                    route,
                    "status",
                    Integer.toString(status)));
            if (status >= Answer.INTERNAL_ERROR) {
                meters.counter("repliagent.request.errors", "method", call.method(), "path", route)
                        .increment();
            }
        }
    }

    private Answer dispatch(Call call, String path) {
        Function<Agent, byte[]> reading = readings.get(path);
        if (reading != null) {
            return Answer.json(Answer.OK, reading.apply(agent));
        }
        return call.method().equals(GET)
                ? actions.find(path.substring(ACTION.length()))
                : actions.schedule(call.json());
    }

    private static byte[] list(ActionList list) {
        // The protocol has no word for a complete list; readers go by its length.
        return Messages.ACTION_EXECUTION_LIST.bytes(
                new ActionList(list.actions().stream().limit(LIST_CAP).toList(), false));
    }
}
