package io.replicante.spec.protocol;

import io.replicante.spec.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command {@code codec --type TYPE}: reads one message from standard input and writes it back to standard output, or refuses
 * it.
 *
 * <p>It ends with 0 when the message was written back, with 1 when it was refused (the place and the reason are on standard
 * error), and with 2 when it was called wrongly.
 */
public final class Codec {
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private Codec() {}

    /**
     * Runs the command and ends the process.
     *
     * @param args {@code [codec] --type TYPE}
     * @throws IOException if standard input or output fails
     */
    public static void main(String[] args) throws IOException {
        CodecBootstrap.runAndExit(args);
    }

    /**
     * Runs the command.
     *
     * @param args {@code [codec] --type TYPE}
     * @param in the message
     * @param out gets the message when it is accepted
     * @param err gets the reason when it is not
     * @return the exit code
     * @throws IOException if one of the streams fails
     */
    public static int run(List<String> args, InputStream in, OutputStream out, OutputStream err) throws IOException {
        Optional<MessageType<?>> type = type(args);
        if (type.isEmpty()) {
            line(
                    err,
                    "usage: codec --type TYPE, where TYPE is one of "
                            + Messages.all().stream().map(MessageType::name).collect(Collectors.joining(", ")));
            return USAGE;
        }
        try {
            line(out, again(type.get(), in.readNBytes(MAX_BYTES + 1)));
            return DONE;
        } catch (InvalidInputException refused) {
            line(err, String.valueOf(refused.getMessage()));
            return REFUSED;
        }
    }

    private static Optional<MessageType<?>> type(List<String> args) {
        List<String> options = !args.isEmpty() && args.get(0).equals("codec") ? args.subList(1, args.size()) : args;
        if (options.size() == 2 && options.get(0).equals("--type")) {
            return Messages.named(options.get(1));
        }
        boolean joined = options.size() == 1 && options.get(0).startsWith("--type=");
        return joined ? Messages.named(options.get(0).substring("--type=".length())) : Optional.empty();
    }

    private static <T> String again(MessageType<T> type, byte[] message) {
        return type.write(type.read(message));
    }

    private static void line(OutputStream to, String text) throws IOException {
        to.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }
}
