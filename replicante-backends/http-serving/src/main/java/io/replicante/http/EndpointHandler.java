package io.replicante.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands calls to an endpoint, each with a deadline. Thread-safe. */
final class EndpointHandler extends Handler.Abstract {
    private static final Logger LOGGER = LoggerFactory.getLogger(EndpointHandler.class);

    private final Endpoint endpoint;
    private final Duration deadline;
    private final OwnHosts hosts;

    EndpointHandler(Endpoint endpoint, Duration deadline, OwnHosts hosts) {
        this.endpoint = endpoint;
        this.deadline = deadline;
        this.hosts = hosts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = hosts.contains(Request.getServerName(request))
                ? answer(request)
                : Answer.text(Answer.FORBIDDEN, "this is not the host that the request is for");
        response.setStatus(answer.status());
        answer.contentType().ifPresent(type -> response.getHeaders().put(HttpHeader.CONTENT_TYPE, type));
        if (answer.status() != Answer.NO_CONTENT) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private Answer answer(Request request) {
        Deadline alarm = new Deadline(Thread.currentThread());
        Scheduler.Task task =
                getServer().getScheduler().schedule(alarm::raise, deadline.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return endpoint.answer(new JettyCall(request));
        } catch (RefusedBodyException refused) {
            return Answer.text(refused.status(), String.valueOf(refused.getMessage()));
        } catch (RuntimeException failure) {
            LOGGER.atDebug()
                    .addKeyValue("method", request.getMethod())
                    .addKeyValue("path", request.getHttpURI().getPath())
                    .setCause(failure)
                    .log("A call went wrong");
            return Answer.error(Answer.INTERNAL_ERROR, failure);
        } finally {
            task.cancel();
            alarm.over();
        }
    }

    /** Interrupts a thread when time is over, and never after the thread has gone on to something else. */
    private static final class Deadline {
        private final Thread thread;
        private boolean isOver;

        Deadline(Thread thread) {
            this.thread = thread;
        }

        synchronized void raise() {
            if (!isOver) {
                thread.interrupt();
            }
        }

        /** What interrupted the call is none of the next one's business. */
        synchronized void over() {
            isOver = true;
            Thread.interrupted();
        }
    }
}
