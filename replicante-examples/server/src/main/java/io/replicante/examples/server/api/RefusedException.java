package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.Problem;
import io.replicante.spec.protocol.ErrorBody;
import java.util.List;

/** A request is refused with a certain answer; nothing was changed. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient ObjectNode body;

    RefusedException(int status, ObjectNode body) {
        super(body.path("error_msg").asText(), null, false, false);
        this.status = status;
        this.body = body;
    }

    static RefusedException badRequest(String reason) {
        return new RefusedException(Answers.BAD_REQUEST, Answers.error(ErrorBody.of(reason)));
    }

    /** A document that cannot be read, with every place in it. */
    static RefusedException violations(String reason, List<Problem> problems) {
        ObjectNode body = Answers.error(ErrorBody.of(reason));
        ArrayNode violations = body.putArray("violations");
        problems.forEach(problem -> violations
                .addObject()
                .put("path", problem.path())
                .put(
                        "message",
                        problem.line() > 0 ? "line " + problem.line() + ": " + problem.reason() : problem.reason()));
        return new RefusedException(Answers.BAD_REQUEST, body);
    }

    /** There is nothing of this name. */
    static RefusedException absent() {
        return new RefusedException(Answers.NOT_FOUND, Answers.object());
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return body.deepCopy();
    }
}
