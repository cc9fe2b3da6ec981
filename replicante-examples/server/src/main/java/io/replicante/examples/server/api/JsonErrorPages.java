package io.replicante.examples.server.api;

import io.replicante.spec.json.Json;
import io.replicante.spec.protocol.ErrorBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what never gets as far as a route: requests that are no HTTP, or whose path cannot be read. Stateless. */
final class JsonErrorPages extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(body(response.getStatus())), callback);
        return true;
    }

    private static byte[] body(int status) {
        return Json.write(Answers.error(ErrorBody.of("the request cannot be read: " + HttpStatus.getMessage(status))))
                .getBytes(StandardCharsets.UTF_8);
    }
}
