package io.replicante.core.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.json.Json;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.protocol.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to a discovery cluster by cluster, so that never more than one of them is held as JSON. Thread-safe.
 */
final class DiscoveryReader {
    private static final String CLUSTERS = "clusters";
    /** What follows an element is the next one, and no mistake. */
    private static final ObjectReader ELEMENTS =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int ERROR_BYTES = 16 * 1024;

    private final int mostBytes;
    private final int mostBytesOfCluster;

    DiscoveryReader(int mostBytes, int mostBytesOfCluster) {
        this.mostBytes = mostBytes;
        this.mostBytesOfCluster = mostBytesOfCluster;
    }

    Discovery read(Response response) throws IOException {
        InputStream body = response.body().byteStream();
        if (!response.isSuccessful()) {
            Optional<String> location = Optional.ofNullable(response.header("Location"));
            byte[] said = body.readNBytes(ERROR_BYTES);
            throw new UnavailableException(new Reply(response.code(), location, said).describe());
        }
        Metered metered = new Metered(body, mostBytes, mostBytesOfCluster);
        try (JsonParser parser = Json.mapper().createParser(metered)) {
            return new Discovery(clusters(parser, metered));
        } catch (JsonProcessingException noJson) {
            throw unreadable(noJson.getOriginalMessage(), noJson);
        }
    }

    private static List<DiscoveredCluster> clusters(JsonParser parser, Metered metered) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw unreadable("it is no object", null);
        }
        Optional<List<DiscoveredCluster>> clusters = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isClusters = parser.currentName().equals(CLUSTERS);
            JsonToken value = parser.nextToken();
            if (!isClusters) {
                metered.begin();
                parser.skipChildren();
            } else if (value == JsonToken.START_ARRAY && clusters.isEmpty()) {
                clusters = Optional.of(elements(parser, metered));
            } else {
                throw unreadable("clusters: must be one list", null);
            }
        }
        if (parser.nextToken() != null) {
            throw unreadable("something follows its end", null);
        }
        return clusters.orElseThrow(() -> unreadable("clusters: is missing", null));
    }

    private static List<DiscoveredCluster> elements(JsonParser parser, Metered metered) throws IOException {
        List<DiscoveredCluster> clusters = new ArrayList<>();
        metered.begin();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            clusters.add(cluster(ELEMENTS.readTree(parser), clusters.size()));
            metered.begin();
        }
        return clusters;
    }

    private static DiscoveredCluster cluster(JsonNode tree, int index) {
        ObjectNode alone = JsonNodeFactory.instance.objectNode();
        alone.putArray(CLUSTERS).add(tree);
        try {
            return Messages.DISCOVER_RESPONSE.read(alone).clusters().get(0);
        } catch (InvalidInputException unreadable) {
            throw unreadable(
                    String.valueOf(unreadable.getMessage()).replace("clusters[0]", "clusters[" + index + "]"),
                    unreadable);
        }
    }

    private static UnavailableException unreadable(String why, @Nullable Exception cause) {
        String message = "the answer cannot be read: " + Reply.plain(why);
        return cause == null ? new UnavailableException(message) : new UnavailableException(message, cause);
    }

    /** Counts what goes through, and ends when it is too much. */
    private static final class Metered extends InputStream {
        private final InputStream body;
        private final int most;
        private final int mostOfPart;
        private long all;
        private long part;

        Metered(InputStream body, int most, int mostOfPart) {
            this.body = body;
            this.most = most;
            this.mostOfPart = mostOfPart;
        }

        void begin() {
            part = 0;
        }

        @Override
        public int read() throws IOException {
            int read = body.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = body.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws IOException {
            all += bytes;
            part += bytes;
            if (all > most) {
                throw new Caller.TooLargeException("the answer is larger than " + most + " bytes");
            }
            if (part > mostOfPart) {
                throw new Caller.TooLargeException("one cluster is larger than " + mostOfPart + " bytes");
            }
        }
    }
}
