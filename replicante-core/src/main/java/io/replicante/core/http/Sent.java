package io.replicante.core.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Whether a request may have reached its server: from when it has a connection on which to go. Thread-safe. */
final class Sent {
    private final AtomicBoolean value = new AtomicBoolean();

    Request watch(Request request) {
        return request.newBuilder().tag(Sent.class, this).build();
    }

    boolean possibly() {
        return value.get();
    }

    static Response mark(Interceptor.Chain chain) throws IOException {
        Sent sent = chain.request().tag(Sent.class);
        if (sent != null) {
            sent.value.set(true);
        }
        return chain.proceed(chain.request());
    }
}
