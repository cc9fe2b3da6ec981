package io.replicante.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A call as the server gives it. */
final class JettyCall implements Call {
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final long MOST_SKIPPED = 16L * MOST_BYTES;

    private final Request request;

    JettyCall(Request request) {
        this.request = request;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return Request.getPathInContext(request);
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public byte[] json() {
        if (!isJson(request.getHeaders().get(HttpHeader.CONTENT_TYPE))) {
            throw new RefusedBodyException(Answer.BAD_REQUEST, "the body must be of type application/json");
        }
        try (InputStream body = Content.Source.asInputStream(request)) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                // Who is still sending when the connection closes does not get to read the answer.
                body.skip(MOST_SKIPPED);
                throw tooLarge();
            }
            return bytes;
        } catch (IOException broken) {
            throw new RefusedBodyException(Answer.BAD_REQUEST, "the body did not arrive");
        }
    }

    private static RefusedBodyException tooLarge() {
        return new RefusedBodyException(Answer.PAYLOAD_TOO_LARGE, "the body is larger than " + MOST_BYTES + " bytes");
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }
}
