package io.replicante.examples.server.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;

/**
 * Hands a request on when its body is there as a whole, so that no thread waits for a slow one, and nothing is begun for one
 * that never ends. Thread-safe.
 */
final class BodyHandler extends Handler.Wrapper {
    private final RequestLimits limits;
    private final AtomicLong pending = new AtomicLong();

    BodyHandler(RequestLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getLength() == 0) {
            return super.handle(request, response, callback);
        }
        new Arrival(request, response, callback).run();
        return true;
    }

    private boolean pass(Request whole, Response response, Callback callback) throws Exception {
        return super.handle(whole, response, callback);
    }

    /** A body on its way. One thread at a time: the one that was told that there is more. */
    private final class Arrival implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Arrival(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = Callback.from(() -> pending.addAndGet(-bytes.size()), callback);
        }

        @Override
        public void run() {
            try {
                read();
            } catch (Exception failed) {
                Response.writeError(request, response, callback, failed);
            }
        }

        private void read() throws Exception {
            if (request.getLength() > limits.size()) {
                refuseAndDrain(HttpStatus.PAYLOAD_TOO_LARGE_413);
                return;
            }
            while (NanoTime.since(request.getHeadersNanoTime()) <= limits.body().toNanos()) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    refuse(
                            chunk.getFailure() instanceof TimeoutException
                                    ? HttpStatus.REQUEST_TIMEOUT_408
                                    : HttpStatus.BAD_REQUEST_400);
                    return;
                }
                boolean isLast = chunk.isLast();
                if (!take(chunk)) {
                    return;
                }
                if (isLast) {
                    complete();
                    return;
                }
            }
            refuse(HttpStatus.REQUEST_TIMEOUT_408);
        }

        /** Keeps a part, or refuses the request that it makes too long. */
        private boolean take(Content.Chunk chunk) {
            byte[] part = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(part);
            chunk.release();
            bytes.writeBytes(part);
            if (pending.addAndGet(part.length) > limits.pending()) {
                refuseAndDrain(HttpStatus.SERVICE_UNAVAILABLE_503);
                return false;
            }
            if (bytes.size() > limits.size()) {
                refuseAndDrain(HttpStatus.PAYLOAD_TOO_LARGE_413);
                return false;
            }
            return true;
        }

        private void refuse(int status) {
            Response.writeError(request, response, callback, status);
        }

        /**
         * To answer and close while the caller still sends would lose the answer: what comes until the deadline is thrown away
         * before. Who asks first whether to send is told at once.
         */
        private void refuseAndDrain(int status) {
            boolean isAsked = request.getHeaders().contains(HttpHeader.EXPECT);
            while (!isAsked
                    && NanoTime.since(request.getHeadersNanoTime())
                            <= limits.body().toNanos()) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(() -> refuseAndDrain(status));
                    return;
                }
                boolean isOver = Content.Chunk.isFailure(chunk) || chunk.isLast();
                chunk.release();
                if (isOver) {
                    break;
                }
            }
            refuse(status);
        }

        private void complete() throws Exception {
            if (!pass(new Whole(request, bytes.toByteArray()), response, callback)) {
                refuse(HttpStatus.NOT_FOUND_404);
            }
        }
    }

    /** A request whose body has arrived. */
    private static final class Whole extends Request.Wrapper {
        private final Content.Source body;

        Whole(Request request, byte[] body) {
            super(request);
            this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable demand) {
            body.demand(demand);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
            super.fail(failure);
        }
    }
}
