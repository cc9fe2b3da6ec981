package io.replicante.testkit;

import java.util.Optional;

/** A task without a future: what it throws, it throws at whoever runs it. */
final class BareTask extends ManualTask<Object> {
    private Optional<Throwable> thrown = Optional.empty();

    BareTask(ManualExecutor executor, Runnable command) {
        super(
                executor,
                () -> {
                    command.run();
                    return command;
                },
                0,
                0);
    }

    @Override
    protected void setException(Throwable problem) {
        thrown = Optional.of(problem);
        super.setException(problem);
    }

    @Override
    public void run() {
        super.run();
        if (thrown.isPresent()) {
            throwUnchecked(thrown.get());
        }
    }

    /** A runnable throws nothing that is checked, so what arrives here is thrown as it is. */
    private static void throwUnchecked(Throwable problem) {
        if (problem instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (problem instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(problem);
    }
}
