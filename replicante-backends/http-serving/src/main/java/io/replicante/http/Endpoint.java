package io.replicante.http;

/** Answers calls. Called by several threads at a time. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers a call. May block until the listener's deadline, at which its thread is interrupted.
     *
     * @param call the call
     * @return the answer
     * @throws RuntimeException if it went wrong; answered with status 500 and the error
     */
    Answer answer(Call call);
}
