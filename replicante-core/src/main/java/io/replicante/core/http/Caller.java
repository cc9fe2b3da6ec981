package io.replicante.core.http;

import io.github.resilience4j.retry.Retry;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.ReplicanteException;
import io.replicante.spec.UnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** Makes calls to one server, and turns whatever happens into a reply or an error of the contracts. Thread-safe. */
final class Caller {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int ERROR_BYTES = 16 * 1024;
    private static final String AGENT = "replicante-java";

    private final OkHttpClient client;
    private final Guard guard;
    private final Retry retry;
    private final HttpLimits limits;

    Caller(OkHttpClient client, Guard guard, Retry retry, HttpLimits limits) {
        this.client = client;
        this.guard = guard;
        this.retry = retry;
        this.limits = limits;
    }

    /** What is made of an answer while it arrives. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Response response) throws IOException;
    }

    /** What is made of the bytes of a successful answer. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(byte[] body);
    }

    /** The address of a server as a URL without what does not belong there. */
    static HttpUrl base(String address, String what) {
        HttpUrl url = HttpUrl.parse(address);
        if (url == null) {
            throw new UnavailableException(Reply.plain(what + " is not an HTTP URL: " + address));
        }
        return url.newBuilder().query(null).fragment(null).build();
    }

    /** Reads a message of which an absence or a refusal means that it is not available. */
    <T> T read(HttpUrl url, Decoder<T> decoder) {
        return decode(url, get(url), decoder);
    }

    /** Decodes the answer to a reading, unless it says that there is none. */
    <T> T decode(HttpUrl url, Reply reply, Decoder<T> decoder) {
        if (!reply.isSuccess()) {
            throw new UnavailableException(what("GET", url) + reply.describe());
        }
        try {
            return decoder.decode(reply.body());
        } catch (InvalidInputException unreadable) {
            throw new UnavailableException(
                    what("GET", url) + "the answer cannot be read: "
                            + Reply.plain(String.valueOf(unreadable.getMessage())),
                    unreadable);
        }
    }

    Reply get(HttpUrl url) {
        return get(url, response -> reply(response, limits.nodeBytes()));
    }

    /** Makes a call that changes nothing, and repeats it if its connection broke. */
    <T> T get(HttpUrl url, Reader<T> reader) {
        Request request = request(url).build();
        try {
            return retry.executeCallable(() -> exchange(request, reader));
        } catch (UnavailableException refused) {
            throw new UnavailableException(what("GET", url) + words(refused), refused);
        } catch (ReplicanteException | IOException failed) {
            throw new UnavailableException(what("GET", url) + describe(failed), failed);
        } catch (RuntimeException bug) {
            throw bug;
        } catch (Exception interrupted) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(what("GET", url) + "interrupted", interrupted);
        }
    }

    /**
     * Makes a call that changes something, once.
     *
     * @throws UnavailableException if the request certainly did not arrive
     * @throws IndeterminateException if it may have, and there is no status
     */
    Reply post(HttpUrl url, byte[] body, Map<String, String> headers) {
        Sent sent = new Sent();
        Request.Builder built = request(url).post(RequestBody.create(body, JSON));
        headers.forEach(built::header);
        Request request = sent.watch(built.build());
        try {
            return exchange(request, response -> replyIfReadable(response));
        } catch (UnavailableException refused) {
            throw new UnavailableException(what("POST", url) + refused.getMessage(), refused);
        } catch (IOException failed) {
            String message = what("POST", url) + describe(failed);
            throw sent.possibly()
                    ? new IndeterminateException(message, failed)
                    : new UnavailableException(message, failed);
        }
    }

    static String what(String method, HttpUrl url) {
        return method + " " + url.scheme() + "://" + url.host() + ":" + url.port() + url.encodedPath() + ": ";
    }

    /** Whether a reading may be repeated at once: not when time ran out, and not when its thread was interrupted. */
    static boolean isBrokenConnection(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof InterruptedIOException)
                && !(failure instanceof TooLargeException)
                && !Thread.currentThread().isInterrupted();
    }

    private static Request.Builder request(HttpUrl url) {
        return new Request.Builder().url(url).header("User-Agent", AGENT).header("Accept", "application/json");
    }

    private <T> T exchange(Request request, Reader<T> reader) throws IOException {
        return guard.pass(() -> {
            try (Response response = client.newCall(request).execute()) {
                return reader.read(response);
            }
        });
    }

    private Reply replyIfReadable(Response response) throws IOException {
        if (response.isSuccessful()) {
            return reply(response, limits.nodeBytes());
        }
        try {
            return reply(response, ERROR_BYTES);
        } catch (IOException cutShort) {
            // The status alone says what became of the request.
            return new Reply(response.code(), Optional.empty(), new byte[0]);
        }
    }

    private static Reply reply(Response response, int most) throws IOException {
        return new Reply(response.code(), Optional.ofNullable(response.header("Location")), bytes(response, most));
    }

    private static byte[] bytes(Response response, int most) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(most + 1L)) {
            throw new TooLargeException("the answer is larger than " + most + " bytes");
        }
        return source.readByteArray();
    }

    /** Repeats why readings fail while none is made: that the server is left alone for a while is no news of it. */
    private static String words(UnavailableException refused) {
        return String.valueOf(
                refused.getCause() instanceof Guard.EarlierFailureException earlier
                        ? earlier.getMessage()
                        : refused.getMessage());
    }

    static String describe(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return Reply.plain(message == null ? name : message + " (" + name + ")");
    }

    /** An answer went beyond its bound. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }
}
