package io.replicante.examples.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Sends requests to a server.
 *
 * @param base where it is
 */
public record Client(String base) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param type its content type
     * @param text its body
     */
    public record Answer(int status, String type, String text) {
        /**
         * Its body as JSON.
         *
         * @return the tree
         */
        public JsonNode json() {
            return Json.parse(text);
        }
    }

    /**
     * Sends a request.
     *
     * @param method the method
     * @param path the path and the query
     * @param body the body; empty for none
     * @param headers names and values in turn
     * @return the answer
     */
    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LONGEST)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * Sends a request line as it is, valid or not.
     *
     * @param method the method
     * @param path the path and the query
     * @return the answer
     */
    public Answer raw(String method, String path) {
        URI server = URI.create(base);
        String request = method + " " + path + " HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(Math.toIntExact(LONGEST.toMillis()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = answer.split("\r\n\r\n", 2);
            String type = parts[0].lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
            return new Answer(Integer.parseInt(parts[0].split(" ", 3)[1]), type, parts[1]);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    /**
     * Asks for something.
     *
     * @param path the path and the query
     * @return the answer
     */
    public Answer get(String path) {
        return send("GET", path, "");
    }

    /**
     * Changes something.
     *
     * @param path the path
     * @param body the body; empty for none
     * @return the answer
     */
    public Answer post(String path, String body) {
        return send("POST", path, body);
    }

    /**
     * Applies a manifest.
     *
     * @param kind its kind
     * @param spec its specification in JSON
     * @return the answer
     */
    public Answer apply(String kind, String spec) {
        return post(
                "/api/v0/apply",
                "{\"apiVersion\":\"replicante.io/v0\",\"kind\":\"" + kind + "\",\"spec\":" + spec + "}");
    }

    /**
     * Applies a manifest in YAML.
     *
     * @param type the content type
     * @param yaml the manifest
     * @return the answer
     */
    public Answer applyYaml(String type, String yaml) {
        return send("POST", "/api/v0/apply", yaml, "Content-Type", type);
    }
}
