package io.replicante.spec.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command that checks messages. */
class CodecTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String in, String... args) throws IOException {
        return Codec.run(List.of(args), new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out, err);
    }

    @Test
    void writesAMessageBack() throws IOException {
        String message = "{\"node_id\": \"n\", \"cluster_id\": \"c\", \"more\": 1}";
        assertThat(run(message, "codec", "--type", "DeprovisionRequest")).isZero();
        assertThat(run(message, "--type=DeprovisionRequest")).isZero();
        assertThat(out).hasToString("{\"cluster_id\":\"c\",\"node_id\":\"n\"}\n".repeat(2));
        assertThat(err).hasToString("");
    }

    @Test
    void refusesAMessageWithPlaceAndReason() throws IOException {
        assertThat(run("{\"cluster_id\":\"c\"}", "--type", "DeprovisionRequest"))
                .isEqualTo(1);
        assertThat(err).hasToString("DeprovisionRequest: node_id: is required\n");
        assertThat(out).hasToString("");
    }

    @Test
    void saysHowItIsUsed() throws IOException {
        for (List<String> wrong : List.of(
                List.<String>of(), List.of("codec"), List.of("--type"), List.of("--type", "Cat"), List.of("Node"))) {
            assertThat(run("{}", wrong.toArray(String[]::new))).as("%s", wrong).isEqualTo(2);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage: codec --type TYPE", "AgentNode");
    }
}
