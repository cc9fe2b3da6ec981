package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.replicante.spec.ConflictException;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.protocol.ErrorBody;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns exceptions into answers. No answer carries a stack trace; what was not expected is logged under a number. Thread-safe. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;

    private final RandomGenerator random;

    Failures(RandomGenerator random) {
        this.random = random;
    }

    void register(RoutesConfig routes) {
        routes.exception(
                RefusedException.class, (refused, context) -> Answers.send(context, refused.status(), refused.body()));
        routes.exception(HttpResponseException.class, this::framework);
        routes.exception(
                InvalidInputException.class, (failure, context) -> send(context, Answers.BAD_REQUEST, failure));
        routes.exception(ConflictException.class, (failure, context) -> send(context, Answers.BAD_REQUEST, failure));
        routes.exception(UnsupportedException.class, (failure, context) -> send(context, Answers.BAD_REQUEST, failure));
        routes.exception(UnavailableException.class, (failure, context) -> send(context, UNAVAILABLE, failure));
        routes.exception(IndeterminateException.class, (failure, context) -> send(context, INTERNAL, failure));
        routes.exception(Exception.class, this::unexpected);
    }

    private static void send(Context context, int status, Exception failure) {
        Answers.send(context, status, Answers.error(ErrorBody.of(failure)));
    }

    private void framework(HttpResponseException failure, Context context) {
        failure.getDetails().forEach((name, value) -> {
            if (name.equals("availableMethods")) {
                context.header("Allow", value);
            }
        });
        ObjectNode body = Answers.error(ErrorBody.of(String.valueOf(failure.getMessage())));
        Answers.send(context, failure.getStatus(), body);
    }

    private void unexpected(Exception failure, Context context) {
        UUID number = new UUID(random.nextLong(), random.nextLong());
        LOG.atError()
                .addKeyValue("failure", number)
                .addKeyValue("method", context.method().name())
                .addKeyValue("path", context.path())
                .setCause(failure)
                .log("a request failed unexpectedly");
        Answers.send(
                context,
                INTERNAL,
                Answers.error(ErrorBody.of("internal error; the log of the server explains it under " + number)));
    }
}
